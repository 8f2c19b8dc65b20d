namespace YongAi.Edge.Devices.Lines;

/// <summary>Which wish of which device goes next on one line.</summary>
/// <param name="devices">Every device on the line.</param>
public sealed class LineAgenda(ImmutableArray<Device> devices)
{
    /// <summary>
    /// After a request without an answer, only what is most urgent goes out for so long: a late reply shall not meet the same
    /// question asked again.
    /// </summary>
    public static readonly TimeSpan LateReplyWithin = TimeSpan.FromMilliseconds(100);

    private TimeSpan drainedAt;

    /// <summary>When the next wish may go; null when there is none.</summary>
    public TimeSpan? NextAt
    {
        get
        {
            TimeSpan? next = null;
            for (var urgency = Urgency.Stop; urgency <= Urgency.Poll; urgency++)
                foreach (var device in devices)
                    if (MayGoAt(device, urgency) is { } at && !(next <= at)) next = at;
            return next;
        }
    }

    /// <summary>Replies may still be on their way that belong to nothing.</summary>
    public void Drain(TimeSpan now) => drainedAt = now + LateReplyWithin;

    /// <summary>The most urgent wish that may go now; among equals the one that has been due longest.</summary>
    public (Device Device, Urgency Urgency)? Next(TimeSpan now)
    {
        for (var urgency = Urgency.Stop; urgency <= Urgency.Poll; urgency++)
        {
            Device? first = null;
            foreach (var device in devices)
                if (MayGoAt(device, urgency) <= now && (first is null || device.DueAt(urgency) < first.DueAt(urgency)))
                    first = device;
            if (first is not null) return (first, urgency);
        }
        return null;
    }

    private TimeSpan? MayGoAt(Device device, Urgency urgency)
    {
        var due = device.DueAt(urgency);
        return due < drainedAt && urgency > Urgency.Open ? drainedAt : due;
    }
}
