namespace YongAi.CloudBridge;

/// <summary>Options <c>--name value</c> and switches <c>--name</c>; anything else is refused.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> given = [];

    public Arguments(ReadOnlySpan<string> args, ReadOnlySpan<string> options, ReadOnlySpan<string> switches = default)
    {
        for (var n = 0; n < args.Length; n++)
        {
            var name = args[n];
            var value = switches.Contains(name) ? ""
                : !options.Contains(name) ? throw new WrongArguments($"'{name}' is not known here")
                : ++n < args.Length ? args[n]
                : throw new WrongArguments($"{name} needs a value");
            if (!given.TryAdd(name, value)) throw new WrongArguments($"{name} is given twice");
        }
    }

    public bool Has(string name) => given.ContainsKey(name);

    public string? Find(string name) => given.GetValueOrDefault(name);

    public string Get(string name) => Find(name) ?? throw new WrongArguments($"{name} is missing");
}
