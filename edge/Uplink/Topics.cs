namespace YongAi.Edge.Uplink;

/// <summary>What a topic of one cabinet is for.</summary>
public enum CabinetChannel
{
    /// <summary>Up, retained, also the will: is the cabinet there?</summary>
    Status,
    /// <summary>Up: one CloudEvent.</summary>
    Event,
    /// <summary>Up: a batch of samples.</summary>
    Telemetry,
    /// <summary>Up, retained: what a rider may find.</summary>
    State,
    /// <summary>Up: may this rider?</summary>
    PermitAsk,
    /// <summary>Up, retained: settings in force.</summary>
    ConfigReported,
    /// <summary>Down: how far the receiver has every event on disk.</summary>
    Ack,
    /// <summary>Down: a signed command.</summary>
    Command,
    /// <summary>Down: yes or no to a permit ask.</summary>
    PermitAnswer,
    /// <summary>Down, retained: signed settings.</summary>
    ConfigDesired,
}

/// <summary>A topic taken apart.</summary>
public readonly record struct CabinetTopic(CabinetChannel Channel, string Cabinet);

/// <summary>Every topic of the contract, built and parsed in this one place.</summary>
public static class Topics
{
    /// <summary>Longest cabinet or issuer id.</summary>
    public const int IdMax = 32;

    private const string Root = "yongai/v1/";
    private const string TrustRoom = "trust";

    /// <summary>The topic of one cabinet's channel.</summary>
    /// <exception cref="ArgumentException">The text is no cabinet id.</exception>
    public static string Of(CabinetChannel channel, string cabinet) => IsCabinet(cabinet)
        ? $"{Root}{cabinet}/{TailOf(channel)}"
        : throw new ArgumentException($"'{cabinet}' is no cabinet id: 1 to {IdMax} of A-Z a-z 0-9 - _, but not '{TrustRoom}'");

    /// <summary>The filter for one channel of all cabinets.</summary>
    public static string OfAll(CabinetChannel channel) => $"{Root}+/{TailOf(channel)}";

    /// <summary>The same filter for receivers that share the work (MQTT 5 shared subscription).</summary>
    public static string OfAllShared(CabinetChannel channel, string group) => $"$share/{group}/{OfAll(channel)}";

    /// <summary>The topic of one issuer's keys and lists, for all cabinets.</summary>
    /// <exception cref="ArgumentException">The text is no issuer id that fits a topic.</exception>
    public static string Trust(string issuer) => IsId(issuer)
        ? $"{Root}{TrustRoom}/{issuer}"
        : throw new ArgumentException($"'{issuer}' is no issuer id for a topic: 1 to {IdMax} of A-Z a-z 0-9 - _");

    /// <summary>Takes a cabinet's topic apart; false when it is none of ours.</summary>
    public static bool TryParse(string topic, out CabinetTopic parsed)
    {
        parsed = default;
        if (!topic.StartsWith(Root, StringComparison.Ordinal)) return false;
        var rest = topic.AsSpan(Root.Length);
        var slash = rest.IndexOf('/');
        if (slash < 0 || !IsCabinet(rest[..slash]) || ChannelOf(rest[(slash + 1)..]) is not { } channel) return false;
        parsed = new CabinetTopic(channel, rest[..slash].ToString());
        return true;
    }

    /// <summary>Takes an issuer's topic apart; false when it is none.</summary>
    public static bool TryParseTrust(string topic, out string issuer)
    {
        const string room = $"{Root}{TrustRoom}/";
        issuer = topic.StartsWith(room, StringComparison.Ordinal) ? topic[room.Length..] : "";
        return IsId(issuer);
    }

    /// <summary>
    /// True for 1 to 32 of <c>A-Z a-z 0-9 - _</c>. <c>trust</c> is no cabinet: its topics would be those of issuers.
    /// </summary>
    public static bool IsCabinet(ReadOnlySpan<char> text) => IsId(text) && !text.SequenceEqual(TrustRoom);

    private static bool IsId(ReadOnlySpan<char> text)
    {
        if (text.Length is < 1 or > IdMax) return false;
        foreach (var c in text)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')) return false;
        return true;
    }

    private static string TailOf(CabinetChannel channel) => channel switch
    {
        CabinetChannel.Status => "status",
        CabinetChannel.Event => "event",
        CabinetChannel.Telemetry => "telemetry",
        CabinetChannel.State => "state",
        CabinetChannel.PermitAsk => "permit/ask",
        CabinetChannel.ConfigReported => "config/reported",
        CabinetChannel.Ack => "ack",
        CabinetChannel.Command => "command",
        CabinetChannel.PermitAnswer => "permit/answer",
        CabinetChannel.ConfigDesired => "config/desired",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "no such channel"),
    };

    private static CabinetChannel? ChannelOf(ReadOnlySpan<char> tail)
    {
        foreach (var channel in Enum.GetValues<CabinetChannel>())
            if (tail.SequenceEqual(TailOf(channel))) return channel;
        return null;
    }
}
