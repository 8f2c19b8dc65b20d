namespace YongAi.Simulators.Replay;

/// <summary>What one line of a record tells.</summary>
public enum BusDid { Sent, Heard, Up, Down, Lost }

/// <summary>One thing that happened on a line.</summary>
/// <param name="At">Running time of the record.</param>
/// <param name="Line">The line's name in the site file; empty where moments were lost.</param>
/// <param name="Did">What it was.</param>
/// <param name="Bytes">What was sent or heard.</param>
/// <param name="Lost">How many moments were not kept before this one.</param>
public sealed record BusMoment(TimeSpan At, string Line, BusDid Did, byte[] Bytes, long Lost = 0);

/// <summary>What the first line of a file says.</summary>
/// <param name="Cabinet">Whose bus it is.</param>
/// <param name="Run">One life of the recording program.</param>
/// <param name="Began">When time 0 was.</param>
/// <param name="Part">Counted from 1 within a run.</param>
/// <param name="Up">Lines that were open already.</param>
public sealed record BusTitle(string Cabinet, string Run, DateTimeOffset Began, int Part, ImmutableArray<string> Up);

/// <summary>A line of a record is not what it should be.</summary>
/// <param name="file">Which file.</param>
/// <param name="line">Counted from 1.</param>
/// <param name="why">What is wrong with it.</param>
public sealed class BusDamaged(string file, long line, string why) : Exception($"{file}: line {line}: {why}");
