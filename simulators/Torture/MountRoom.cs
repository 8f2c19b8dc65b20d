using System.Runtime.InteropServices;

namespace YongAi.Simulators.Torture;

/// <summary>This machine cannot do what was asked: a right, a device or a tool is missing.</summary>
/// <param name="reason">What is missing, and how to get it.</param>
public sealed class NotPossible(string reason) : Exception(reason);

/// <summary>A mount namespace of our own: what is mounted in it is gone when we are, however we end.</summary>
public static class MountRoom
{
    private const string Inside = "YONGAI_IN_MOUNT_ROOM";

    /// <summary>Replaces this process by itself in such a namespace (unshare, of util-linux); returns when it is in one.</summary>
    /// <exception cref="NotPossible">We are not root, or the kernel refuses.</exception>
    public static void Enter(IReadOnlyList<string> words)
    {
        if (Environment.UserName != "root") throw new NotPossible("a disk is mounted and its power cut: run this as root");
        if (!File.Exists("/dev/loop-control")) throw new NotPossible("there is no /dev/loop-control: no disk in a file can be mounted here");
        if (Environment.GetEnvironmentVariable(Inside) is not null) return;
        string[] self = Environment.ProcessPath is { } host && Path.GetFileName(host) == "dotnet"
            ? [host, System.Reflection.Assembly.GetEntryAssembly()!.Location] : [Environment.ProcessPath!];
        string[] line = ["unshare", "--mount", "--propagation", "private", "env", $"{Inside}=1", .. self, .. words];
        // Never freed: either there is no process any more that could, or it ends with the exception.
        nint[] texts = [.. line.Select(Marshal.StringToCoTaskMemUTF8), 0];
        Posix.Execute(texts[0], texts);
        throw new NotPossible($"unshare (util-linux) cannot be run: {Posix.LastError()}");
    }
}
