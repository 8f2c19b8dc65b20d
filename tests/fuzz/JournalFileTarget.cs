using YongAi.Edge.Control.Language;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Tests.Host.Journal;
using YongAi.Simulators.Fuzz;

namespace YongAi.Edge.Fuzz;

/// <summary>A spoiled file of a data folder.</summary>
/// <param name="File">Its name.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Genuine">Nothing was changed.</param>
public sealed record HostileFile(string File, byte[] Bytes, bool Genuine = false) : HostileInput(Genuine)
{
    private const int ShownMax = 4096;

    public override string Shown =>
        $"{File}, {Bytes.Length} bytes: {Convert.ToHexString(Bytes.AsSpan(0, Math.Min(Bytes.Length, ShownMax)))}";
}

/// <summary>
/// The files of a journal with some of their bytes changed, as a bad card or a foreign hand leaves them. Judged: it opens
/// with every row as it was written, or it is set aside as it was found, with the new one saying so; or it is refused with a
/// reason. Never silently less.
/// </summary>
public sealed class JournalFileTarget : FuzzTarget
{
    private const string Boot = "b001b001b001b001", Main = "journal.db", WriteAhead = "journal.db-wal", Reserve = "reserve.bin";
    private const int Rows = 60, SectorBytes = 512;

    private readonly WorkFolder folder = new();
    private readonly ImmutableArray<string> rows;
    private readonly byte[] main, writeAhead;
    private readonly Func<string, JournalStore> open;

    /// <param name="open">Another way to open it, for the test that the judge bites; the edge's own when left out.</param>
    public JournalFileTarget(Func<string, JournalStore>? open = null)
    {
        this.open = open ?? (path => JournalStore.Open(path, Boot));
        var data = folder.PathOf("made");
        var written = Samples.Entries(0, Rows);
        rows = [.. written.Select(Text)];
        using var store = JournalStore.Open(data, Boot);
        store.Append(written.Take(Rows / 2));
        store.Append(written.Skip(Rows / 2));
        // As a power cut would leave them: part in the main file, part in the log beside it.
        (main, writeAhead) = (File.ReadAllBytes(Path.Combine(data, Main)), File.ReadAllBytes(Path.Combine(data, WriteAhead)));
    }

    public override string Name => "journal-file";

    /// <summary>
    /// A journal of sixty rows, opened, checked and read twice over, with what is carried into the next one; our own number.
    /// </summary>
    public override long AllocatedMax => 16 * 1024 * 1024;

    public override void WarmUp() => Try(new HostileFile(Main, main), new Meter());

    public override HostileInput Draw(Chance chance)
    {
        if (chance.OneIn(8)) return new HostileFile(Main, main, Genuine: true);
        var (name, bytes) = chance.OneIn(2) ? (Main, (byte[])main.Clone()) : (WriteAhead, (byte[])writeAhead.Clone());
        for (var times = chance.Between(1, 4); times > 0 && bytes.Length > 0; times--) bytes = Spoil(chance, bytes);
        return new HostileFile(name, bytes);
    }

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var hostile = (HostileFile)input;
        var data = folder.PathOf("data");
        Directory.CreateDirectory(data);
        // The room kept in reserve is no part of the journal: it stays from input to input.
        foreach (var left in Directory.GetFiles(data))
            if (Path.GetFileName(left) != Reserve) File.Delete(left);
        File.WriteAllBytes(Path.Combine(data, Main), main);
        File.WriteAllBytes(Path.Combine(data, WriteAhead), writeAhead);
        File.WriteAllBytes(Path.Combine(data, hostile.File), hostile.Bytes);
        meter.Begin();
        try
        {
            using var store = open(data);
            var recovered = store.Recover();
            meter.End();
            return Judge(recovered, data, hostile);
        }
        catch (Exception refused) when (refused is JournalRefused or JournalFailed && refused.Message.Length > 0)
        {
            meter.End();
            return Outcome.Rejected(refused.GetType().Name);
        }
    }

    public override void Dispose()
    {
        folder.Dispose();
        base.Dispose();
    }

    private Outcome Judge(Recovered recovered, string data, HostileFile hostile)
    {
        if (recovered.Replaced)
        {
            if (!Same(data, "journal.damaged-1.db", hostile.File == Main ? hostile.Bytes : main)
                || !Same(data, "journal.damaged-1.db-wal", hostile.File == WriteAhead ? hostile.Bytes : writeAhead))
                throw new FuzzFinding("what was set aside is not what was found");
            return Outcome.Rejected("set aside");
        }
        // The log beside the main file may end early, as after a power cut: then its last rows were never promised, and the
        // others are whole.
        var whole = recovered.After.Length == Rows || hostile.File == WriteAhead && recovered.After.Length < Rows;
        if (!whole || !recovered.After.Select(Text).SequenceEqual(rows.Take(recovered.After.Length)))
            throw new FuzzFinding($"it opened with {recovered.After.Length} of {Rows} rows, or with other ones");
        return Outcome.Accepted;
    }

    private static bool Same(string data, string name, byte[] bytes)
    {
        var path = Path.Combine(data, name);
        return File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes);
    }

    private static string Text(Entry entry) => JournalFormat.ToRow(entry, Boot).ToString();

    private static byte[] Spoil(Chance chance, byte[] bytes)
    {
        var at = chance.OneIn(4) ? chance.Below(Math.Min(bytes.Length, 100)) : chance.Below(bytes.Length);
        switch (chance.Below(6))
        {
            case 0 or 1: bytes[at] ^= (byte)(1 << chance.Below(8)); break;
            case 2: bytes[at] = chance.Byte(); break;
            case 3: bytes.AsSpan(at, Math.Min(SectorBytes, bytes.Length - at)).Clear(); break;
            case 4: Move(chance, bytes, at); break;
            default: return bytes[..at];
        }
        return bytes;
    }

    /// <summary>A sector lands in the place of another.</summary>
    private static void Move(Chance chance, byte[] bytes, int to)
    {
        var from = chance.Below(bytes.Length);
        var count = Math.Min(SectorBytes, bytes.Length - Math.Max(from, to));
        bytes.AsSpan(from, count).CopyTo(bytes.AsSpan(to));
    }
}
