using YongAi.Simulators.Simulation.Judging;
using YongAi.Simulators.Torture;

namespace YongAi.Simulators;

/// <summary>The command <c>powercut</c>: the journal's disk dies again and again while riders swap.</summary>
public static class PowercutCommand
{
    private const int Fine = 0, Wrong = 1, NotHere = 3, RoundsMax = 100_000, RoundsUsual = 10;

    public const string Usage = """
        powercut [--rounds 10] [--seed 1] [--edge FOLDER] [--lying-sync] [--json]
            the edge's journal lies on an ext4 in a file. While riders swap, at a random moment or at an append, the edge is killed
            and in the same instant ext4 is stopped without flushing anything; the disk is mounted again and the edge started on it.
            Judged: every event that was acknowledged is there, and everything that torture looks at. Controls in every run. Needs
            root. Ends 1 when something was lost or broken, 3 where a power cut is not possible. --lying-sync: fsync answers 0 and
            does nothing (strace), which must be found
        """;

    /// <summary>From its fourth call on in each thread, fsync answers 0 and does nothing: the journal is there, and its end is not.</summary>
    private static readonly ImmutableArray<string> LyingSync =
    [
        "strace", "-f", "-qq", "--seccomp-bpf", "-o", "/dev/null",
        "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:retval=0:when=4+",
    ];

    public static async Task<int> Run(IReadOnlyList<string> words, TextWriter output, CancellationToken stop)
    {
        var arguments = new Arguments(words, ["--rounds", "--seed", "--edge"], ["--json", "--lying-sync"]);
        var programs = Programs.Find(arguments.Text("--edge"));
        try
        {
            MountRoom.Enter(["powercut", .. words]);
            using var folder = new WorkFolder(programs, "powercut");
            var report = await CutAsync(folder, programs, arguments, output, stop);
            stop.ThrowIfCancellationRequested();
            await output.WriteLineAsync(arguments.Has("--json") ? report.Json() : report.Text());
            folder.MayGo = report.IsFine;
            if (report.IsFine) return Fine;
            await Console.Error.WriteLineAsync($"""
                logs and the disk's image are kept in {folder.Path}
                the same cuts again, though real time is never the same twice:
                  dotnet run --project simulators -- powercut {string.Join(' ', words)}
                """);
            return Wrong;
        }
        catch (NotPossible not)
        {
            await Console.Error.WriteLineAsync($"not possible here: {not.Message}");
            return NotHere;
        }
    }

    private static async Task<PowercutReport> CutAsync(WorkFolder folder, Programs programs, Arguments arguments, TextWriter output,
        CancellationToken stop)
    {
        var (seed, rounds) = (arguments.Whole("--seed", 0, int.MaxValue) ?? 1, arguments.Whole("--rounds", 1, RoundsMax) ?? RoundsUsual);
        var clock = TimeProvider.System.GetTimestamp();
        var judge = new Judge(new Tally());
        var controls = await ControlsAsync(folder);
        PowercutRun? run = null;
        if (controls.All(control => control.IsRight))
        {
            using var disk = await CutDisk.MakeAsync(folder.Path, "disk");
            await using var stand = await Stand.OpenAsync(
                new StandSetup(folder.Path, Path.Combine(disk.Folder, "edge"), programs, seed));
            using var crowd = new Crowd(stand.Boards, programs, seed);
            var tell = arguments.Has("--json") ? Console.Error : output;
            run = new PowercutRun(stand, disk, crowd, judge, tell.WriteLine)
            {
                Plant = arguments.Has("--lying-sync") ? LyingSync : [],
            };
            await run.LiveAsync(Cut.Plan(seed, rounds), stop);
        }
        return new PowercutReport(seed, controls, run, judge, TimeProvider.System.GetElapsedTime(clock));
    }

    /// <exception cref="NotPossible">A disk cannot be made, mounted or cut here: a tool or the kernel says why.</exception>
    private static async Task<ImmutableArray<ControlResult>> ControlsAsync(WorkFolder folder)
    {
        try
        {
            return [await CutControl.RunAsync(folder.Path, CutKind.Dead), await CutControl.RunAsync(folder.Path, CutKind.Flushed)];
        }
        catch (IOException no)
        {
            folder.MayGo = true;
            throw new NotPossible($"{no.Message} (needed are e2fsprogs, mount, loop devices and ext4)");
        }
    }
}
