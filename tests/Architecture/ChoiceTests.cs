using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace YongAi.Edge.Tests.Architecture;

/// <summary>
/// Each choice of edge/decisions/0006 stands in its own room, so that another can take its place without a neighbour noticing.
/// </summary>
public sealed class ChoiceTests
{
    private static readonly ImmutableArray<Choice> Choices =
    [
        new("Microsoft.Data.Sqlite", ["edge/Host/Journal/", "cloud-bridge/Store/"]),
        new("SQLitePCL", ["edge/Host/Journal/", "cloud-bridge/Store/"]),
        new("Polly", ["edge/Host/Relay/", "cloud-bridge/Receiving/"]),
        new("System.Formats.Cbor",
        [
            "edge/Control/Codes/", "edge/Host/Kiosk/", "cloud-bridge/Signing/", "cloud-bridge/Minting/", "simulators/World/",
        ]),
        new("DllImport", []),
        new("LibraryImport",
        [
            "edge/Uplink/Mqtt/Libmosquitto.cs", "edge/Host/Lines/Libc.cs", "edge/Host/Time/KernelTime.cs",
            "simulators/Lines/LibC.cs", "simulators/Cloud/MosquittoBroker.cs",
            "simulators/Torture/Posix.cs",
        ]),
    ];

    private sealed record Choice(string Name, ImmutableArray<string> Places);

    [Fact]
    public void Each_choice_stays_in_its_room() => Repository.AssertNone(
        from folder in new[] { "edge", "cloud-bridge", "simulators" }
        from file in Repository.FilesUnder(folder, "*.cs")
        from name in Astray(file, Repository.Read(file))
        select $"{file}: {name} has no business here; see edge/decisions/0006");

    [Theory]
    [InlineData("using Microsoft.Data.Sqlite;", "Microsoft.Data.Sqlite")]
    [InlineData("class P { object o = new Microsoft.Data.Sqlite.SqliteConnection(); }", "Microsoft.Data.Sqlite")]
    [InlineData("class P { void F() => Polly.Context.Use(); }", "Polly")]
    [InlineData("partial class P { [LibraryImport(\"libc.so.6\")] static partial int getpid(); }", "LibraryImport")]
    [InlineData("class P { [System.Runtime.InteropServices.DllImport(\"libc.so.6\")] static extern int getpid(); }", "DllImport")]
    public void A_choice_in_a_strange_room_is_found(string text, string name) =>
        Assert.Contains(name, Astray("edge/Host/Loop/Planted.cs", text));

    [Theory]
    [InlineData("edge/Host/Journal/Planted.cs", "using Microsoft.Data.Sqlite;")]
    [InlineData("edge/Host/Loop/Planted.cs", "// Microsoft.Data.Sqlite\nclass PollyAnna { }")]
    public void A_choice_at_home_and_its_name_in_a_comment_are_no_fault(string file, string text) =>
        Assert.Empty(Astray(file, text));

    private static IEnumerable<string> Astray(string file, string text)
    {
        var parsing = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview);
        var names = CSharpSyntaxTree.ParseText(text, parsing).GetRoot().DescendantNodes().Where(node => node is NameSyntax or MemberAccessExpressionSyntax)
            .Select(node => node.ToString()).ToHashSet();
        return Choices
            .Where(choice => !choice.Places.Any(place => file.StartsWith(place, StringComparison.Ordinal)))
            .Where(choice => names.Any(name => Names(name, choice.Name)))
            .Select(choice => choice.Name);
    }

    private static bool Names(string name, string choice) =>
        name == choice || name.StartsWith(choice + ".", StringComparison.Ordinal)
        || name.EndsWith("." + choice, StringComparison.Ordinal);
}
