using YongAi.Edge.Devices.Decoding;

namespace YongAi.Edge.Host.BringUp;

/// <summary>Says what a frame on a line means, field by field, or which byte of it is wrong.</summary>
internal static class DecodeCommand
{
    /// <summary>0 when the frame is right, 1 when it is wrong, 2 when its bytes cannot be read.</summary>
    public static int Run(DecodeWords words, TextWriter output, TextWriter errors)
    {
        var page = new DecodePage(words.IsEnglish);
        if (words.IsList)
        {
            foreach (var line in words.IsJson ? [DecodeJson.List()] : page.List()) output.WriteLine(line);
            return ExitCode.Fine;
        }
        if (!TryBytes(words.Hex, "", words, errors, out var frame)) return ExitCode.BadInput;
        byte[]? request = null;
        if (words.Request is { } typed)
        {
            if (!TryBytes(typed, "--request ", words, errors, out var asked)) return ExitCode.BadInput;
            request = asked;
        }
        var decoded = FrameDecoder.Decode(words.Protocol!, frame, request);
        foreach (var line in words.IsJson ? [DecodeJson.Of(decoded)] : page.Lines(decoded, frame)) output.WriteLine(line);
        return decoded.IsRight ? ExitCode.Fine : ExitCode.Failed;
    }

    private static bool TryBytes(string typed, string where, DecodeWords words, TextWriter errors, out byte[] bytes)
    {
        if (HexText.TryRead(typed, out bytes, out var fault)) return true;
        errors.WriteLine(where + (words.IsEnglish ? fault!.English : $"{fault!.Chinese} / {fault.English}"));
        return false;
    }
}
