using YongAi.Edge.Control;
using YongAi.Edge.Control.Language;

namespace YongAi.Edge.Host.Loop;

/// <summary>The cabinet as it was after the last turn, whole and unchanging: what every reader outside the loop sees.</summary>
/// <param name="Cabinet">Plan, ledger and image.</param>
/// <param name="At">When the turn was.</param>
/// <param name="Written">The journal is on disk up to here.</param>
/// <param name="Lines">Every line by name, and since when it is up or down.</param>
public sealed record CabinetView(Cabinet Cabinet, Moment At, long Written, ImmutableSortedDictionary<string, LineState> Lines);

/// <summary>Whether a line is there.</summary>
/// <param name="Up">True while it is open.</param>
/// <param name="Why">Why it is not; null while it is up or was never tried.</param>
/// <param name="Since">Running time of the change.</param>
public sealed record LineState(bool Up, string? Why, TimeSpan Since);
