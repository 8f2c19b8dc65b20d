namespace YongAi.Edge.Host.Recording;

/// <summary>Where a record lies. Called by one thread.</summary>
public interface IBusShelf : IDisposable
{
    /// <summary>Puts one line behind the others.</summary>
    /// <param name="line">With its end.</param>
    /// <param name="first">The first line of a part, by the part's number within this run.</param>
    /// <exception cref="IOException">The disk does not take it.</exception>
    void Put(byte[] line, Func<int, byte[]> first);

    /// <summary>Gives what was put to the kernel.</summary>
    void Flush();
}

/// <summary>One file that grows until it is closed.</summary>
/// <param name="file">New and empty; closed with this.</param>
public sealed class BusFile(FileStream file) : IBusShelf
{
    private bool begun;

    public void Put(byte[] line, Func<int, byte[]> first)
    {
        if (!begun) file.Write(first(1));
        begun = true;
        file.Write(line);
    }

    public void Flush() => file.Flush();

    public void Dispose() => file.Dispose();
}
