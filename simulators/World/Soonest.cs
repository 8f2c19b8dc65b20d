namespace YongAi.Simulators.World;

/// <summary>The soonest of several moments, of which any may be absent.</summary>
internal static class Soonest
{
    internal static TimeSpan? Of(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other ?? one : one;
}
