namespace YongAi.Simulators.Fuzz;

/// <summary>Spoils CBOR in its structure: lengths, kinds, keys, order, nesting; what is round it stays whole.</summary>
public static class CborMutator
{
    private const int StepsMax = 3, NestMax = 10;

    private static readonly ulong[] Edges =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 18, 23, 24, 32, 64, 255, 256, 65535, 65536, int.MaxValue, uint.MaxValue, 0x1_0000_0000,
        253_402_300_799, 253_402_300_800, long.MaxValue, 0x8000_0000_0000_0000, ulong.MaxValue, 70_000, 70_001, 70_002,
    ];

    /// <summary>A spoiled copy; the bytes as they were where they are no CBOR.</summary>
    /// <param name="chance">Decides.</param>
    /// <param name="bytes">What is spoiled.</param>
    /// <param name="others">More valid items, parts of which are put in.</param>
    public static byte[] Spoil(Chance chance, byte[] bytes, IReadOnlyList<byte[]> others)
    {
        if (CborTree.Read(bytes) is not { } tree) return bytes;
        for (var steps = chance.Between(1, StepsMax); steps > 0; steps--)
        {
            var all = new List<CborTree>();
            tree.Collect(all);
            Step(chance, chance.Among(all), all, others);
        }
        return tree.Write();
    }

    private static void Step(Chance chance, CborTree item, List<CborTree> all, IReadOnlyList<byte[]> others)
    {
        switch (chance.Below(12))
        {
            case 0: item.Argument = chance.Of(Edges); break;
            case 1: (item.Argument, item.Lies) = (chance.Of(Edges), true); break;
            case 2: (item.Argument, item.Lies) = (unchecked((ulong)((long)item.Argument + chance.Between(-1, 1))), true); break;
            case 3: item.Major = (byte)chance.Below(8); break;
            case 4: item.Wide = chance.Of(1, 2, 4, 8); break;
            case 5: item.Endless = !item.Endless; break;
            case 6 when item.Parts.Count > 0: item.Parts.RemoveAt(chance.Below(item.Parts.Count)); break;
            case 7 when item.Parts.Count > 0: Double(chance, item); break;
            case 8: item.Bytes = Text(chance, item.Bytes); break;
            case 9: Nest(chance, item); break;
            case 10 when CborTree.Read(chance.Among(others)) is { } other: Transplant(chance, item, other); break;
            default: item.Parts.Insert(chance.Below(item.Parts.Count + 1), chance.Among(all).Copy()); break;
        }
    }

    /// <summary>An item twice; in a map a key with its value.</summary>
    private static void Double(Chance chance, CborTree item)
    {
        var at = chance.Below(item.Parts.Count) & ~1;
        item.Parts.Add(item.Parts[at].Copy());
        if (at + 1 < item.Parts.Count - 1) item.Parts.Add(item.Parts[at + 1].Copy());
    }

    private static byte[] Text(Chance chance, byte[] bytes) => chance.Below(6) switch
    {
        0 => [],
        1 => chance.Bytes(chance.Of(1, 7, 8, 16, 17, 31, 32, 33, 63, 64, 65, 66)),
        2 => [.. bytes, chance.Byte()],
        3 => bytes.Length == 0 ? [0] : bytes[..^1],
        4 => [.. bytes, 0xED, 0xA0, 0x80], // half a surrogate pair is no UTF-8
        _ => [.. bytes.Select(b => chance.OneIn(8) ? chance.Byte() : b)],
    };

    /// <summary>The item in a string of arrays, or behind tags.</summary>
    private static void Nest(Chance chance, CborTree item)
    {
        var inside = item.Copy();
        for (var depth = chance.Between(1, NestMax); depth > 0; depth--)
        {
            var around = CborTree.Leaf((byte)(chance.OneIn(3) ? 6 : 4), chance.Of(Edges));
            around.Parts.Add(inside);
            inside = around;
        }
        (item.Major, item.Argument, item.Bytes, item.Lies, item.Wide, item.Endless) =
            (inside.Major, inside.Argument, [], false, 0, false);
        item.Parts.Clear();
        item.Parts.AddRange(inside.Parts);
    }

    private static void Transplant(Chance chance, CborTree item, CborTree other)
    {
        var all = new List<CborTree>();
        other.Collect(all);
        var part = chance.Among(all);
        (item.Major, item.Argument, item.Bytes, item.Lies, item.Wide, item.Endless) =
            (part.Major, part.Argument, part.Bytes, false, 0, false);
        item.Parts.Clear();
        item.Parts.AddRange(part.Parts.Select(each => each.Copy()));
    }
}
