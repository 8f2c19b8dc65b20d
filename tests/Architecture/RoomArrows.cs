using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace YongAi.Edge.Tests.Architecture;

/// <summary>One room of a project uses another, with the first place where it does.</summary>
internal sealed record RoomArrow(string From, string To, string Example);

/// <summary>
/// Which rooms of a project use which, by the compiler's symbols: a name in a comment or a string is no use.
/// </summary>
internal static class RoomArrows
{
    public static ImmutableArray<RoomArrow> In(CSharpCompilation compilation)
    {
        var arrows = new Dictionary<(string, string), RoomArrow>();
        foreach (var tree in compilation.SyntaxTrees.Where(tree => tree.FilePath != ProjectSources.UsingsFile))
        {
            var from = SourceText.RoomOf(tree.FilePath);
            var model = compilation.GetSemanticModel(tree);
            foreach (var node in tree.GetRoot().DescendantNodes().Where(NamesSomething))
                foreach (var to in RoomsOf(model.GetSymbolInfo(node)).Where(to => to != from))
                    arrows.TryAdd((from, to), new RoomArrow(from, to, PlaceOf(node)));
        }
        return [.. arrows.Values.OrderBy(arrow => (arrow.From, arrow.To))];
    }

    /// <summary>A way from a room back to itself, or null: two rooms that use each other are one room.</summary>
    public static string? Circle(IReadOnlyCollection<RoomArrow> arrows)
    {
        var done = new HashSet<string>();
        foreach (var room in arrows.Select(arrow => arrow.From).Distinct())
            if (WayBack(room, [], arrows, done) is { } circle) return circle;
        return null;
    }

    private static string? WayBack(string room, ImmutableList<string> way, IReadOnlyCollection<RoomArrow> arrows,
        HashSet<string> done)
    {
        if (way.Contains(room)) return string.Join(" -> ", way.Skip(way.IndexOf(room)).Append(room));
        if (done.Contains(room)) return null;
        foreach (var arrow in arrows.Where(arrow => arrow.From == room))
            if (WayBack(arrow.To, way.Add(room), arrows, done) is { } circle) return circle;
        done.Add(room);
        return null;
    }

    private static bool NamesSomething(SyntaxNode node) =>
        node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax or BinaryExpressionSyntax
            or ElementAccessExpressionSyntax;

    private static IEnumerable<string> RoomsOf(SymbolInfo info)
    {
        var symbols = info.Symbol is { } symbol ? [symbol] : info.CandidateSymbols;
        return symbols.Where(each => each is not INamespaceSymbol).Select(RoomOf).OfType<string>().Distinct();
    }

    private static string? RoomOf(ISymbol symbol)
    {
        var declared = symbol is IMethodSymbol { ReducedFrom: { } extension } ? extension : symbol.OriginalDefinition;
        var places = declared.DeclaringSyntaxReferences;
        if (places.IsEmpty && declared.ContainingType is { } type)
            places = type.OriginalDefinition.DeclaringSyntaxReferences;
        return places.IsEmpty ? null : SourceText.RoomOf(places[0].SyntaxTree.FilePath);
    }

    private static string PlaceOf(SyntaxNode node)
    {
        var line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        var text = node.ToString().Split('\n')[0].Trim();
        return $"{node.SyntaxTree.FilePath}:{line} names {text}";
    }
}
