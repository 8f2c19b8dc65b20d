using System.Text;
using YongAi.Edge.Host.Lines;
using YongAi.Edge.Host.Recording;
using YongAi.Edge.Tests.Host.Lines;
using YongAi.Edge.Tests.Host.Loop;
using YongAi.Edge.Tests.Host.Site;

namespace YongAi.Edge.Tests.Host.Recording;

/// <summary>Recording never stands in the way of a line, and never takes more than it was given.</summary>
public sealed class BusRecorderTests : IDisposable
{
    private static readonly BusTitle Title = new("NB-1", "print", "run", DateTimeOffset.UnixEpoch);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_ring_stays_under_its_size_and_keeps_the_newest()
    {
        const int size = 40_000;
        for (var run = 0; run < 2; run++)
            using (var ring = new BusRing(folder.Path, size))
                for (var n = 0; n < 3000; n++)
                {
                    ring.Put(Encoding.ASCII.GetBytes($"{{\"run\":{run},\"n\":{n}}}\n"), part => Encoding.ASCII.GetBytes($"{{\"part\":{part}}}\n"));
                    if (n % 100 != 0) continue;
                    ring.Flush();
                    Assert.InRange(Files().Sum(file => new FileInfo(file).Length), 1, size);
                }
        var files = Files();
        Assert.Equal(BusRing.Parts, files.Length);
        Assert.Equal("{\"run\":1,\"n\":2999}", File.ReadLines(files[^1]).Last());
        Assert.All(files, file => Assert.StartsWith("{\"part\":", File.ReadLines(file).First(), StringComparison.Ordinal));
        Assert.InRange(files.Sum(file => new FileInfo(file).Length), size * 3 / 5, size);
        var kept = files.SelectMany(File.ReadLines).Where(line => !line.Contains("part", StringComparison.Ordinal)).ToArray();
        Assert.Equal(Enumerable.Range(3000 - kept.Length, kept.Length).Select(n => $"{{\"run\":1,\"n\":{n}}}"), kept);
    }

    [Fact]
    public void A_smaller_ring_makes_room_from_what_a_larger_one_left()
    {
        for (var n = 1; n <= 4; n++) File.WriteAllBytes(Path.Combine(folder.Path, $"bus-{n:00000000}.jsonl"), new byte[10_000]);
        File.WriteAllText(Path.Combine(folder.Path, "bus-of-mine.jsonl"), "kept");
        using (var ring = new BusRing(folder.Path, 24_000)) ring.Put("x\n"u8.ToArray(), _ => []);
        Assert.Equal(["bus-00000004.jsonl", "bus-00000005.jsonl", "bus-of-mine.jsonl"], Files().Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("a full disk")]
    [InlineData("a folder that cannot be")]
    [InlineData("a fault of our own")]
    public async Task A_disk_that_fails_ends_the_record_with_one_word_and_the_line_works_on(string trouble)
    {
        var words = new List<string>();
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var line = new FakeLine("locks");
        IBusShelf shelf = trouble switch
        {
            "a full disk" => new BusFile(new FileStream("/dev/full", FileMode.Open, FileAccess.Write)),
            "a folder that cannot be" => new BusRing(Path.Combine(folder.Write("file", ""), "bus"), 100_000),
            _ => new BrokenShelf(),
        };
        using var recorder = new BusRecorder(Title, shelf, TimeProvider.System, why =>
        {
            words.Add(why);
            failed.TrySetResult();
        });
        using var tap = recorder.Tap(line);
        var ear = new Ear();
        tap.Start(ear);
        var heard = (ILineEvents)tap;
        heard.Up("locks");
        tap.Write([1]);
        await failed.Task.WaitAsync(Patience);
        tap.Write([2, 3]);
        heard.Received("locks", [4]);
        heard.Down("locks", "gone");
        Assert.Equal((2, "up, 04, down: gone"), (line.Writes, string.Join(", ", ear.Said)));
        tap.Dispose();
        Assert.True(line.Disposed && recorder.HasFailed);
        Assert.Single(words);
    }

    [Fact]
    public async Task What_the_disk_is_too_slow_for_is_counted_and_said_and_nobody_waits()
    {
        using var shelf = new SlowShelf();
        var recorder = new BusRecorder(Title, shelf, TimeProvider.System, _ => { });
        recorder.Keep("locks", BusDid.Sent, [1]);
        await shelf.Reached.Task.WaitAsync(Patience);
        for (var n = 0; n < BusRecorder.WaitingMax + 10; n++) recorder.Keep("locks", BusDid.Heard, [2]);
        shelf.Go.Set();
        recorder.Dispose();
        Assert.Equal((BusRecorder.WaitingMax + 1, 10), (recorder.Kept, recorder.Lost));
        Assert.EndsWith(",\"lost\":10}\n", shelf.Lines[^1], StringComparison.Ordinal);
        Assert.Equal(BusRecorder.WaitingMax + 2, shelf.Lines.Count);
    }

    [Fact]
    public void Bytes_that_wait_have_a_bound_too()
    {
        using var shelf = new SlowShelf();
        using var recorder = new BusRecorder(Title, shelf, TimeProvider.System, _ => { });
        for (var n = 0; n < 300; n++) recorder.Keep("locks", BusDid.Heard, new byte[4096]);
        shelf.Go.Set();
        recorder.Dispose();
        Assert.True(recorder.Lost >= 300 - 2 * (BusRecorder.WaitingBytesMax / 4096), $"{recorder.Lost} lost");
        Assert.Equal(300, recorder.Kept + recorder.Lost);
    }

    [Fact]
    public void Each_part_says_which_lines_are_open_where_it_begins()
    {
        using (var recorder = new BusRecorder(Title, new BusRing(folder.Path, 4000), TimeProvider.System, _ => { }))
        {
            recorder.Keep("locks", BusDid.Up, []);
            recorder.Keep("scanner", BusDid.Up, []);
            recorder.Keep("scanner", BusDid.Down, [], "a \"quoted\" 词");
            for (var n = 0; n < 100; n++) recorder.Keep("locks", BusDid.Heard, new byte[10]);
        }
        Assert.All(Files(), file => Assert.EndsWith("\"up\":[\"locks\"]}", File.ReadLines(file).First(), StringComparison.Ordinal));
        Assert.InRange(Files().Sum(file => new FileInfo(file).Length), 1000, 4000);
    }

    private string[] Files() => [.. Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal)];

    private sealed class Ear : ILineEvents
    {
        public List<string> Said { get; } = [];

        public void Up(string line) => Said.Add("up");

        public void Down(string line, string why) => Said.Add($"down: {why}");

        public void Received(string line, ReadOnlySpan<byte> bytes) => Said.Add(Convert.ToHexString(bytes));
    }

    private sealed class BrokenShelf : IBusShelf
    {
        public void Put(byte[] line, Func<int, byte[]> first) => throw new InvalidOperationException("no shelf");

        public void Flush() { }

        public void Dispose() { }
    }

    private sealed class SlowShelf : IBusShelf
    {
        public ManualResetEventSlim Go { get; } = new();

        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Lines { get; } = [];

        public void Put(byte[] line, Func<int, byte[]> first)
        {
            Reached.TrySetResult();
            Assert.True(Go.Wait(Patience), "nobody let it go on");
            Lines.Add(Encoding.UTF8.GetString(line));
        }

        public void Flush() { }

        public void Dispose() { }
    }
}
