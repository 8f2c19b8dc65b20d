namespace YongAi.Edge.Tests.Architecture;

/// <summary>Control and Devices know no clock, no I/O, no thread and no chance: what they need comes in as an input.</summary>
public sealed class BannedTests
{
    private static readonly Bans Written = Bans.Read(Repository.Read("edge/BannedSymbols.txt"));

    [Theory]
    [InlineData("edge/Control/YongAi.Edge.Control.csproj"), InlineData("edge/Devices/YongAi.Edge.Devices.csproj")]
    public void Nothing_banned_is_used(string project) =>
        Repository.AssertNone(Written.BrokenIn(ProjectSources.Read(project).Compile()));

    [Fact]
    public void Every_ban_says_why() => Assert.DoesNotContain(Written.Reasons, ban => ban.Value.Length == 0);

    [Theory]
    [InlineData("object Read() => System.IO.File.ReadAllText(\"x\");")]
    [InlineData("object Read() => new System.Net.Sockets.TcpClient();")]
    [InlineData("void Tell() => System.Console.WriteLine();")]
    [InlineData("object Read() => System.Environment.TickCount64;")]
    [InlineData("object Now() => System.DateTime.UtcNow;")]
    [InlineData("object Now() => System.DateTimeOffset.Now;")]
    [InlineData("object Now() => System.TimeProvider.System.GetTimestamp();")]
    [InlineData("object Now() => System.Diagnostics.Stopwatch.GetTimestamp();")]
    [InlineData("object Zone() => System.TimeZoneInfo.Local;")]
    [InlineData("void Wait() => System.Threading.Thread.Sleep(1);")]
    [InlineData("object Wait() => System.Threading.Tasks.Task.Delay(1);")]
    [InlineData("object Wait() => new System.Timers.Timer();")]
    [InlineData("object gate = new System.Threading.Lock();")]
    [InlineData("object Draw() => System.Random.Shared.Next();")]
    [InlineData("object Draw() => System.Guid.NewGuid();")]
    [InlineData("object Draw() => System.Security.Cryptography.RandomNumberGenerator.GetBytes(8);")]
    [InlineData("object Write() => System.Text.Json.JsonSerializer.Serialize(1);")]
    [InlineData("[System.Runtime.InteropServices.DllImport(\"libc.so.6\")] static extern int getpid();")]
    [InlineData("void Hold() { lock (this) { } }")]
    [InlineData("async void Go() { }")]
    [InlineData("volatile int seen;")]
    [InlineData("static int count;")]
    [InlineData("static readonly int[] counts = [0];")]
    [InlineData("static readonly System.Collections.Generic.List<int> counts = [];")]
    [InlineData("static int Count { get; set; }")]
    [InlineData("static event System.Action? Opened;")]
    [InlineData("\n#pragma warning disable RS0030\n")]
    public void What_is_banned_is_found(string member) =>
        Assert.NotEmpty(Written.BrokenIn(ProjectSources.Planted(("Planted.cs", $"class Planted {{ {member} }}")).Compile()));

    [Theory]
    [InlineData("const int Max = 8; static readonly System.TimeSpan After = System.TimeSpan.FromSeconds(1);")]
    [InlineData("static readonly System.Collections.Immutable.ImmutableArray<int> Sizes = [1]; static int Size { get; } = 1;")]
    [InlineData("/* lock (this) */ string Text => \"DateTime.UtcNow\"; int count;")]
    [InlineData("System.DateTimeOffset At(long seconds) => System.DateTimeOffset.FromUnixTimeSeconds(seconds);")]
    public void What_is_allowed_is_not_found(string member) =>
        Assert.Empty(Written.BrokenIn(ProjectSources.Planted(("Planted.cs", $"class Planted {{ {member} }}")).Compile()));
}
