using System.Diagnostics;

namespace YongAi.Edge.Tests.Host.Journal;

/// <summary>
/// A real file system on a disk that promises more than it has, in a mount namespace of its own: ext4 in a sparse file on a small tmpfs.
/// While that is full, what ext4 writes to new places fails as it does on a dying card, and what waits in memory is dropped.
/// </summary>
internal static class ThinDisk
{
    private const int CannotCode = 77;
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(120);

    // Without a journal of ext4's own, which would turn it read-only at the first failure; tables are written before, so that only
    // what is in files can fail.
    private const string SetUp = """
        set -e
        cannot() { echo "$1" >&2; exit 77; }
        data="$1"; shift
        mkdir "$data/thin" "$data/disk"
        mount -t tmpfs -o size=64m tmpfs "$data/thin" || cannot 'a small disk needs root'
        truncate -s 48m "$data/thin/image"
        mkfs.ext4 -q -F -O ^has_journal -E lazy_itable_init=0 "$data/thin/image" || cannot 'mkfs.ext4 is missing: apt-get install e2fsprogs'
        mount_it() { mount -o "loop,errors=remount-ro" "$data/thin/image" "$data/disk"; }
        mount_it || cannot 'no disk in a file can be mounted here: it needs root, loop devices and ext4'
        started() { : > "$data/$said"; "$@" >> "$data/$said" 2>> "$data/words" & writer=$!; }
        until_said() { while [ "$(wc -l < "$data/$said")" -lt "$1" ]; do kill -0 "$writer" || exit 78; sleep 0.05; done; }
        killed() { kill -9 "$writer"; wait "$writer" || true; }

        """;

    /// <summary>Runs a script of this shell, which starts the writer as "$@"; what it leaves lies in the folder.</summary>
    public static async Task Run(string folder, string script)
    {
        using var shell = ChildWriter.Start(Path.Combine(folder, "disk", "data"), "unshare", "--mount", "--propagation", "private", "--", "sh", "-c",
            SetUp + script, "sh", folder);
        using var patience = new CancellationTokenSource(PatienceMax);
        var errors = shell.StandardError.ReadToEndAsync(patience.Token);
        await shell.StandardOutput.ReadToEndAsync(patience.Token);
        await shell.WaitForExitAsync(patience.Token);
        var words = await errors;
        if (shell.ExitCode == CannotCode || words.Contains("unshare", StringComparison.Ordinal)) throw new NotPossibleHere(words.Trim());
        Assert.True(shell.ExitCode == 0, $"exit {shell.ExitCode}: {words}{File.ReadAllText(Path.Combine(folder, "words"))}");
    }

    /// <summary>How far the writer said it had got.</summary>
    public static long Said(string folder, string name) => File.ReadLines(Path.Combine(folder, name)).Select(long.Parse).LastOrDefault();
}
