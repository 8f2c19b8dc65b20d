namespace YongAi.Edge.Tests.Uplink;

/// <summary>A clock that a test moves: timers fire when it is stepped past them.</summary>
public sealed class SteppedTime : TimeProvider
{
    private readonly object gate = new();
    private readonly List<Alarm> alarms = [];
    private DateTimeOffset now = new(2026, 8, 1, 4, 0, 0, TimeSpan.Zero);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return now;
    }

    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, callback, state);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves on and fires what is due, in order.</summary>
    public void Step(TimeSpan by)
    {
        DateTimeOffset until;
        lock (gate) until = now + by;
        while (Next(until) is { } due) due.Fire();
        lock (gate) now = until;
    }

    /// <summary>Moves on step by step until a task is done, leaving the threads a moment after each.</summary>
    public async Task StepUntilAsync(Task done, TimeSpan step, CancellationToken ct)
    {
        while (!done.IsCompleted)
        {
            Step(step);
            await Task.WhenAny(done, Task.Delay(TimeSpan.FromMilliseconds(20), ct));
            ct.ThrowIfCancellationRequested();
        }
    }

    private Alarm? Next(DateTimeOffset until)
    {
        lock (gate)
        {
            var next = alarms.Where(alarm => alarm.Due <= until).MinBy(alarm => alarm.Due);
            if (next is null) return null;
            if (next.Due > now) now = next.Due.Value;
            next.Rearm();
            return next;
        }
    }

    private sealed class Alarm(SteppedTime clock, TimerCallback callback, object? state) : ITimer
    {
        private TimeSpan period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset? Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan every)
        {
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
                period = every;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.now + dueTime;
                if (Due is not null) clock.alarms.Add(this);
                return true;
            }
        }

        public void Fire() => callback(state);

        public void Rearm()
        {
            if (period > TimeSpan.Zero) Due += period;
            else
            {
                Due = null;
                clock.alarms.Remove(this);
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.alarms.Remove(this);
                Due = null;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
