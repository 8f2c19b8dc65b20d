using System.IO.Compression;
using YongAi.Edge.Control;
using YongAi.Edge.Host.Journal;
using YongAi.Edge.Tests.Host.Journal;
using YongAi.Simulators.Fuzz;

namespace YongAi.Edge.Fuzz;

/// <summary>A spoiled file of a journal.</summary>
/// <param name="File">Its name.</param>
/// <param name="Bytes">What is in it.</param>
/// <param name="Beside">What is in the other file, unspoiled: without it this one alone says nothing.</param>
/// <param name="Genuine">Nothing was changed.</param>
public sealed record HostileFile(string File, byte[] Bytes, byte[] Beside, bool Genuine = false) : HostileInput(Genuine)
{
    /// <summary>Both whole, each packed with gzip and written as Base64.</summary>
    public override string Shown => $"{File} {Packed(Bytes)} beside {Packed(Beside)}";

    private static string Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(bytes);
        return Convert.ToBase64String(packed.ToArray());
    }
}

/// <summary>
/// The files of a journal with some of their bytes changed, as a bad card or a foreign hand leaves them: half of its rows and a
/// snapshot in the main file, the others in the log beside it. Its id and the salts of the log are drawn anew in each run of
/// the program: a seed repeats where it is spoiled, and what is shown of a finding repeats the rest. Judged: it opens with
/// every row and ledger as it was written; or it is set aside as it was found, with the new one saying so and carrying nothing
/// that was not proved. Never silently less, and never does a cabinet stand still for it.
/// </summary>
public sealed class JournalFileTarget : FuzzTarget
{
    private const string Boot = "b001b001b001b001", Main = "journal.db", WriteAhead = "journal.db-wal", Reserve = "reserve.bin";
    private const int Rows = 60, SectorBytes = 512;

    private readonly WorkFolder folder = new();
    private readonly MadeJournal made;
    private readonly byte[] main, writeAhead;
    private readonly Func<string, JournalStore> open;

    /// <param name="ledgers">Two ledgers, for its snapshots.</param>
    /// <param name="open">Another way to open it, for the test that the judge bites; the edge's own when left out.</param>
    public JournalFileTarget(ImmutableArray<Ledger> ledgers, Func<string, JournalStore>? open = null)
    {
        this.open = open ?? (path => JournalStore.Open(path, Boot));
        made = new MadeJournal(Samples.Entries(0, Rows), ledgers, Boot);
        (main, writeAhead) = made.Make(folder.PathOf("made"));
    }

    public override string Name => "journal-file";

    /// <summary>
    /// A journal of sixty rows and two snapshots, opened, checked and read twice over, with what is carried into the next one;
    /// our own number.
    /// </summary>
    public override long AllocatedMax => 4 * 1024 * 1024;

    public override void WarmUp() => Try(new HostileFile(Main, main, writeAhead), new Meter());

    public override HostileInput Draw(Chance chance)
    {
        if (chance.OneIn(8)) return new HostileFile(Main, main, writeAhead, Genuine: true);
        var (name, bytes, beside) = chance.OneIn(2) ? (Main, (byte[])main.Clone(), writeAhead)
            : (WriteAhead, (byte[])writeAhead.Clone(), main);
        for (var times = chance.Between(1, 4); times > 0 && bytes.Length > 0; times--) bytes = Spoil(chance, bytes);
        return new HostileFile(name, bytes, beside);
    }

    public override Outcome Try(HostileInput input, Meter meter)
    {
        var hostile = (HostileFile)input;
        var data = folder.PathOf("data");
        Directory.CreateDirectory(data);
        // The room kept in reserve is no part of the journal: it stays from input to input.
        foreach (var left in Directory.GetFiles(data))
            if (Path.GetFileName(left) != Reserve) File.Delete(left);
        File.WriteAllBytes(Path.Combine(data, hostile.File), hostile.Bytes);
        File.WriteAllBytes(Path.Combine(data, hostile.File == Main ? WriteAhead : Main), hostile.Beside);
        meter.Begin();
        using var store = open(data);
        var recovered = store.Recover();
        meter.End();
        if (recovered.Replaced) JudgeKept(data, hostile);
        return Judge(recovered, ofLog: hostile.File == WriteAhead);
    }

    /// <summary>What was read of it: public for the test that the judge bites.</summary>
    /// <param name="recovered">What the start would go by.</param>
    /// <param name="ofLog">The log was spoiled, not the main file.</param>
    public Outcome Judge(Recovered recovered, bool ofLog)
    {
        if (recovered.Replaced)
        {
            if (recovered.After.Length > 0 || !made.IsProved(recovered.Snapshot))
                throw new FuzzFinding("the new journal begins with what the damaged one never proved");
            if (ofLog && recovered.Snapshot is null) throw new FuzzFinding("the main file is whole, and nothing of it was carried over");
            return Outcome.Rejected(recovered.Snapshot is null ? "set aside, nothing whole" : "set aside, carried over");
        }
        var (from, last) = ((int)(recovered.Snapshot?.Position ?? 0), (int)recovered.LastPosition);
        // The log may end early, as after a power cut: then its last commits were never promised, and each of the others is whole.
        if (last != Rows && !(ofLog && MadeJournal.Commits.Contains(last))) throw new FuzzFinding($"it opened with {last} of {Rows} rows");
        if (!recovered.After.Select(made.Text).SequenceEqual(made.Texts.Take(last).Skip(from)))
            throw new FuzzFinding("it opened with other rows");
        if (!made.IsKept(recovered.Snapshot) || !MadeJournal.Outboxes.Contains(recovered.OutboxPosition))
            throw new FuzzFinding("it opened with another ledger, or another outbox");
        return Outcome.Accepted;
    }

    public override void Dispose()
    {
        folder.Dispose();
        base.Dispose();
    }

    private void JudgeKept(string data, HostileFile hostile)
    {
        if (!Same(data, "journal.damaged-1.db", hostile.File == Main ? hostile.Bytes : hostile.Beside)
            || !Same(data, "journal.damaged-1.db-wal", hostile.File == Main ? hostile.Beside : hostile.Bytes))
            throw new FuzzFinding("what was set aside is not what was found");
    }

    private static bool Same(string data, string name, byte[] bytes)
    {
        var path = Path.Combine(data, name);
        return File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes);
    }

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
