namespace YongAi.Edge.Host.BringUp;

/// <summary>How the program ends. Anything but 0 lets systemd start it again or the caller see the fault.</summary>
public static class ExitCode
{
    /// <summary>All is well, or stopped on request.</summary>
    public const int Fine = 0;

    /// <summary>A loop failed, or a code does not hold.</summary>
    public const int Failed = 1;

    /// <summary>What was typed or the site file is wrong; nothing was started.</summary>
    public const int BadInput = 2;
}
