namespace YongAi.Edge.Host.Journal;

/// <summary>The journal cannot be used as it is, and setting it aside would be wrong: what it is and what to do.</summary>
public sealed class JournalRefused(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Writing failed. After a failed sync the kernel may have dropped what was to be written, so nothing written later proves
/// anything: the process ends, is started again, and reads back what is there (reliability 1.5 and 3.1).
/// </summary>
public sealed class JournalFailed(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The disk is full to its last reserve. Nothing of what was to be written is there, and it may be tried again.</summary>
public sealed class JournalFull(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What lies in the file is not what was written: it is set aside and kept.</summary>
internal sealed class JournalDamaged(string message, Exception? inner = null) : Exception(message, inner);
