using YongAi.Edge.Control.Sensors;

namespace YongAi.Edge.Control.Safety;

/// <summary>When outputs and detectors are tested (domain table C row 30): once a week, in a quiet hour.</summary>
public sealed record SelfTestPlan
{
    /// <summary>A test is due again after this; a little less than a week, so that the same hour of the same day still counts.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromDays(7) - TimeSpan.FromHours(2);

    /// <summary>Overdue by now: any hour will do, for this cabinet sleeps at the quiet one.</summary>
    public static readonly TimeSpan AtLatest = TimeSpan.FromDays(8);

    /// <summary>The hour of the day, local time, 0 to 23.</summary>
    public int Hour { get; init; } = 3;

    /// <summary>Local time at the site.</summary>
    public TimeSpan UtcOffset { get; init; } = TimeSpan.FromHours(8);
}

/// <summary>What a test proved.</summary>
public enum TestResult
{
    /// <summary>It read back as ordered; a detector told of its test smoke and rested again.</summary>
    Works,
    /// <summary>It read back otherwise, or the detector told of nothing or does not rest.</summary>
    Fails,
    /// <summary>Nothing reads it back: that it works is known only to whoever stands there.</summary>
    NotProvable,
}

/// <summary>An output or a detector was tested.</summary>
/// <param name="Output">The name of the output in the site file; of a detector: of its test input.</param>
/// <param name="Slot">The slot it serves; null for the whole cabinet.</param>
/// <param name="Result">What that proved.</param>
public sealed record OutputTested(string Output, Slots.SlotNumber? Slot, TestResult Result) : Event;

/// <summary>The last test of one output.</summary>
/// <param name="At">Running time.</param>
/// <param name="Wall">Wall time, seconds since 1970 UTC; 0 when nobody vouched for it.</param>
/// <param name="Result">What it proved.</param>
/// <param name="Again">A crew has been here since it failed: it is due again.</param>
public sealed record OutputTest(TimeSpan At, long Wall, TestResult Result, bool Again = false);

/// <summary>A test under way.</summary>
/// <param name="Output">What is on.</param>
/// <param name="Since">Running time when it was ordered.</param>
/// <param name="OffAt">When it was ordered off again, to see its detector rest.</param>
/// <param name="Heard">Something read it back since.</param>
/// <param name="Seen">It read back as on; the detector told of the test smoke.</param>
public sealed record RunningTest(OutputPlan Output, TimeSpan Since, TimeSpan? OffAt = null, bool Heard = false, bool Seen = false);
