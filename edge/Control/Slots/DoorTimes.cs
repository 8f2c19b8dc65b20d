namespace YongAi.Edge.Control.Slots;

/// <summary>Deadlines and tries of one door that is opened for a rider; the site sets them once, for swaps and for lockers.</summary>
/// <param name="OpenWithin">How long a fired lock has to show an open door.</param>
/// <param name="FireWithin">How long an ordered lock may wait before it counts as not fired.</param>
/// <param name="Tries">Tries for one door.</param>
/// <param name="Debounce">A closed door has to stay closed this long.</param>
/// <param name="VerifyWithin">Behind a closed door it is known after this long what lies there, or nobody knows.</param>
/// <param name="TakeWithin">Time to take a thing out of an open door.</param>
/// <param name="PromptEvery">Prompt again every so often while waiting.</param>
/// <param name="RecoverWithin">How long after a start its switches have to be read twice.</param>
public sealed record DoorTimes(TimeSpan OpenWithin, TimeSpan FireWithin, int Tries, TimeSpan Debounce, TimeSpan VerifyWithin, TimeSpan TakeWithin,
    TimeSpan PromptEvery, TimeSpan RecoverWithin);
