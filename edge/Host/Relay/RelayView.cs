namespace YongAi.Edge.Host.Relay;

/// <summary>What the relay is doing, for health, metrics and pages.</summary>
/// <param name="Linked">True while the broker is there.</param>
/// <param name="Trouble">Why it is not, in words; null while linked.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="Position">The cloud has every event up to here.</param>
/// <param name="Published">Highest position ever published.</param>
/// <param name="Counts">What was counted since the program started.</param>
public sealed record RelayView(bool Linked, string? Trouble, DateTimeOffset Since, long Position, long Published,
    RelayCounts Counts);

/// <summary>Counts since the program started.</summary>
/// <param name="Links">Connections made.</param>
/// <param name="LinksLost">Connections lost or not made.</param>
/// <param name="TakenOver">Connections that another client with our id ended.</param>
/// <param name="Sent">Messages of events that a broker took, again ones included.</param>
/// <param name="Rounds">Times that everything was published again because no word came.</param>
/// <param name="Resends">Times that the receiver asked for events again and got them.</param>
/// <param name="ResendsRefused">Times that it asked too soon.</param>
/// <param name="AcksTaken">Acknowledgements handed to Control.</param>
/// <param name="AcksGarbled">Messages on the ack topic that are no acknowledgement.</param>
/// <param name="AcksOfOthers">Acknowledgements for another cabinet or another journal.</param>
/// <param name="AcksBeyond">Acknowledgements of more than was ever published.</param>
/// <param name="CommandsTaken">Commands handed to Control.</param>
/// <param name="CommandsGarbled">Messages on the command topic that are no command; Control counts them, too.</param>
/// <param name="CommandsTooMany">Commands passed over because they came too fast.</param>
/// <param name="AcksTooMany">Acknowledgements passed over because they came too fast.</param>
public sealed record RelayCounts(long Links = 0, long LinksLost = 0, long TakenOver = 0, long Sent = 0, long Rounds = 0,
    long Resends = 0, long ResendsRefused = 0, long AcksTaken = 0, long AcksGarbled = 0, long AcksOfOthers = 0,
    long AcksBeyond = 0, long AcksTooMany = 0, long CommandsTaken = 0, long CommandsGarbled = 0, long CommandsTooMany = 0);
