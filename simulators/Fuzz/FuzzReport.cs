using System.Globalization;
using System.Text.Json.Nodes;

namespace YongAi.Simulators.Fuzz;

/// <summary>The input that broke something.</summary>
/// <param name="Number">Which one of its seed.</param>
/// <param name="Input">The whole of it.</param>
/// <param name="What">What went wrong.</param>
public sealed record FuzzFault(long Number, string Input, string What);

/// <summary>What one target did with its inputs.</summary>
/// <param name="Target">Its name.</param>
/// <param name="Seed">Of the run.</param>
/// <param name="From">Number of the first input.</param>
/// <param name="Inputs">How many were fed.</param>
/// <param name="Accepted">How many were believed.</param>
/// <param name="Refused">The others, by reason.</param>
/// <param name="Largest">Most bytes that one input let the code under test allocate.</param>
/// <param name="AllocatedMax">What it may allocate.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Note">What the target wants said.</param>
/// <param name="Fault">Null when nothing was found.</param>
public sealed record FuzzReport(string Target, int Seed, long From, long Inputs, long Accepted,
    ImmutableSortedDictionary<string, long> Refused, long Largest, long AllocatedMax, TimeSpan Took, string Note, FuzzFault? Fault)
{
    private const int ReasonsShown = 6;

    /// <summary>The fuzzer does not reach what it aims at, or nothing is ever refused there; null when neither is so.</summary>
    public string? Suspect => Inputs < FuzzRun.SuspectFrom ? null
        : Accepted == 0 ? "nothing was ever accepted: the fuzzer does not reach the parser"
        : Accepted == Inputs ? "everything was accepted: there is no judge here, or no mutation" : null;

    /// <summary>Nothing was found, and valid inputs passed.</summary>
    public bool IsFine => Fault is null && !(Inputs >= FuzzRun.SuspectFrom && Accepted == 0);

    /// <summary>For people.</summary>
    /// <param name="program">How the program is called that has this target.</param>
    public string Text(string program)
    {
        var lines = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture,
                $"{Target}: {Inputs} inputs, {Accepted} accepted, {Inputs - Accepted} refused, ")
            + string.Create(CultureInfo.InvariantCulture,
                $"largest allocation {Largest} of {AllocatedMax} bytes, {Took.TotalSeconds:0.0} s"),
        };
        if (!Refused.IsEmpty) lines.Add("    refused: " + string.Join(", ", Top().Select(pair => $"{pair.Key} {pair.Value}")));
        if (Note.Length > 0) lines.Add("    " + Note);
        if (Suspect is { } suspect) lines.Add($"    SUSPECT: {suspect}");
        if (Fault is { } fault) lines.AddRange([$"    FOUND at input {fault.Number} of seed {Seed}: {fault.What}",
            $"    input: {fault.Input}",
            $"    again: {Again(program)}"]);
        return string.Join('\n', lines);
    }

    /// <summary>For programs, one line.</summary>
    public string Json(string program)
    {
        var reasons = new JsonObject(Refused.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        var json = new JsonObject
        {
            ["target"] = Target, ["seed"] = Seed, ["from"] = From, ["inputs"] = Inputs, ["accepted"] = Accepted,
                ["refused"] = reasons,
            ["largestAllocation"] = Largest, ["allocationBound"] = AllocatedMax, ["seconds"] = Math.Round(Took.TotalSeconds, 3),
        };
        if (Note.Length > 0) json["note"] = Note;
        if (Suspect is { } suspect) json["suspect"] = suspect;
        if (Fault is { } fault)
            json["fault"] = new JsonObject { ["number"] = fault.Number, ["input"] = fault.Input, ["what"] = fault.What,
                ["again"] = Again(program) };
        return json.ToJsonString();
    }

    private string Again(string program) =>
        string.Create(CultureInfo.InvariantCulture, $"{program} --target {Target} --seed {Seed} --from {Fault!.Number} --count 1");

    private IEnumerable<KeyValuePair<string, long>> Top() => Refused.OrderByDescending(pair => pair.Value).Take(ReasonsShown);
}
