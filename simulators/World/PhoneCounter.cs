using System.Globalization;

namespace YongAi.Simulators.World;

/// <summary>The counter of the last code drawn with a credential, kept beside its file.</summary>
public sealed class PhoneCounter(string credentialFile)
{
    private readonly string path = credentialFile + ".counter";

    /// <summary>The counter of the last code; 0 before the first.</summary>
    /// <exception cref="PhoneTrouble">The file is there and holds no number.</exception>
    public long Last()
    {
        try
        {
            if (!File.Exists(path)) return 0;
            var text = File.ReadAllText(path).Trim();
            // One below the largest number: there is always a next.
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last < long.MaxValue)
                return last;
            throw new PhoneTrouble($"{path}: holds no counter; write a number that is higher than any used, or use --counter");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PhoneTrouble($"{path}: cannot be read ({e.Message})");
        }
    }

    /// <summary>
    /// Keeps a counter before its code is shown, whole or not at all; a lower one than is kept changes nothing.
    /// </summary>
    public void Keep(long counter)
    {
        var draft = $"{path}.{Path.GetRandomFileName()}";
        try
        {
            if (File.Exists(path) && Last() >= counter) return;
            File.WriteAllText(draft, counter.ToString(CultureInfo.InvariantCulture) + "\n");
            File.Move(draft, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(draft);
            throw new PhoneTrouble($"{path}: cannot be written ({e.Message})");
        }
    }
}
