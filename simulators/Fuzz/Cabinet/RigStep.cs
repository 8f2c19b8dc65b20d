using System.Globalization;
using YongAi.Edge.Control.Language;

namespace YongAi.Simulators.Fuzz.Cabinet;

/// <summary>
/// What happens to a cabinet next: bytes on a line, a line that goes or comes, a word of the cloud, or nothing; and then time
/// passes.
/// </summary>
/// <param name="Line">Which line; empty for a word of the cloud.</param>
/// <param name="Bytes">What comes from it.</param>
/// <param name="Up">The line goes (false) or comes (true); null leaves it.</param>
/// <param name="Word">A word of the cloud, as the host would hand it over.</param>
/// <param name="Wait">How long until the next.</param>
public sealed record RigStep(string Line, byte[] Bytes, bool? Up, Request? Word, TimeSpan Wait) : HostileInput(false)
{
    public override string Shown => string.Create(CultureInfo.InvariantCulture, $"{What} then {Wait.TotalMilliseconds} ms");

    private string What => Word is not null ? $"{Word}" : Up is null ? $"{Line}:{Convert.ToHexString(Bytes)}"
        : $"{Line} {(Up.Value ? "up" : "down")}";
}
