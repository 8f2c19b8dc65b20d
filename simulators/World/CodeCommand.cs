using System.Globalization;

namespace YongAi.Simulators.World;

/// <summary>The command <c>code</c>: draws a code on a simulated phone and prints it.</summary>
public static class CodeCommand
{
    private const int Done = 0, Failed = 1, WrongArguments = 2;

    /// <summary>How it is called.</summary>
    public const string Usage = """
        code --credential FILE --purpose swap [--at UNIXTIME] [--nonce YA1N-TEXT|HEX] [--aud CABINET] [--counter N]
            FILE is from `cloud-bridge mint --out FILE`; purposes: swap, return, goods:ITEM, gate,
            crew:ACT or crew:ACT:SLOT, for example crew:slot.open:3
            --nonce: the text that the cabinet shows (quote it: blanks belong to it), or its 32 hex digits together with --aud
            the counter of the last code is kept in FILE.counter; --counter sets it
        """;

    /// <param name="args">What follows the word <c>code</c>.</param>
    /// <param name="output">Where the code is printed.</param>
    /// <param name="errors">Where complaints go; standard error where nothing is said.</param>
    /// <param name="time">The phone's clock; the system's where nothing is said.</param>
    /// <returns>0, 1 when it could not be done, 2 for wrong arguments.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter? errors = null, TimeProvider? time = null)
    {
        errors ??= Console.Error;
        if (Asked.Read(args, out var wrong) is not { } asked)
        {
            errors.WriteLine($"code: {wrong}\n\n{Usage}");
            return WrongArguments;
        }
        try
        {
            var phone = SimulatedPhone.Read(asked.Credential);
            var counter = new PhoneCounter(asked.Credential);
            phone.Counter = (asked.Counter ?? counter.Last() + 1) - 1;
            var code = phone.Draw(asked.Purpose, asked.At ?? (time ?? TimeProvider.System).GetUtcNow(),
                asked.Nonce, asked.Audience);
            counter.Keep(phone.Counter);
            output.WriteLine(code);
            return Done;
        }
        catch (PhoneTrouble trouble)
        {
            errors.WriteLine($"code: {trouble.Message}");
            return Failed;
        }
    }

    private sealed record Asked(string Credential, string Purpose, DateTimeOffset? At, byte[]? Nonce, string? Audience,
        long? Counter)
    {
        private const long AtMax = 253_000_000_000;

        public static Asked? Read(string[] args, out string wrong)
        {
            if (!Pairs(args, out var given, out wrong)) return null;
            if (!given.TryGetValue("--credential", out var file)) return Wrong("--credential is missing", out wrong);
            if (!given.TryGetValue("--purpose", out var purpose)) return Wrong("--purpose is missing", out wrong);
            if (purpose.Length is 0 or > 64) return Wrong("--purpose: 1 to 64 characters", out wrong);
            if (!Number(given, "--at", 0, AtMax, out var at)) return Wrong("--at wants seconds since 1970 UTC", out wrong);
            if (!Number(given, "--counter", 1, long.MaxValue - 1, out var counter))
                return Wrong("--counter wants a number from 1", out wrong);
            var shown = given.TryGetValue("--nonce", out var text) ? Shown(text, given.GetValueOrDefault("--aud")) : null;
            if (text is not null && shown is null)
                return Wrong("--nonce wants the whole YA1N text, or 32 hex digits together with --aud", out wrong);
            return new Asked(file, purpose, at is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null, shown?.Nonce,
                given.GetValueOrDefault("--aud") ?? shown?.Cabinet, counter);
        }

        private static ShownNonce? Shown(string text, string? audience)
        {
            if (ShownNonce.Read(text) is { } shown) return shown;
            return audience is not null && text.Length == 32 && text.All(char.IsAsciiHexDigit)
                ? new ShownNonce(audience, Convert.FromHexString(text))
                : null;
        }

        private static bool Pairs(string[] args, out Dictionary<string, string> given, out string wrong)
        {
            given = new Dictionary<string, string>(StringComparer.Ordinal);
            wrong = "";
            for (var i = 0; i < args.Length; i += 2)
            {
                if (args[i] is not ("--credential" or "--purpose" or "--at" or "--nonce" or "--aud" or "--counter"))
                    wrong = $"'{args[i]}' is not known";
                else if (i + 1 >= args.Length)
                    wrong = $"{args[i]} needs a value";
                else if (!given.TryAdd(args[i], args[i + 1]))
                    wrong = $"{args[i]} is given twice";
                if (wrong.Length > 0) return false;
            }
            return true;
        }

        private static bool Number(Dictionary<string, string> given, string name, long least, long most, out long? number)
        {
            number = null;
            if (!given.TryGetValue(name, out var text)) return true;
            if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var found)) return false;
            number = found;
            return found >= least && found <= most;
        }

        private static Asked? Wrong(string why, out string wrong)
        {
            wrong = why;
            return null;
        }
    }
}
