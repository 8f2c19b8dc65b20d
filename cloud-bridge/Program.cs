using YongAi.CloudBridge;
using YongAi.CloudBridge.Minting;

try
{
    return args switch
    {
        ["serve", .. var rest] => await ServeCommand.RunAsync(rest, CancellationToken.None),
        ["events", .. var rest] => await EventsCommand.RunAsync(rest, CancellationToken.None),
        ["command", .. var rest] => await SendCommand.RunAsync(rest, CancellationToken.None),
        ["mint", .. var rest] => await MintCommand.RunAsync(rest),
        ["certs", .. var rest] => CertsCommand.Run(rest),
        ["--help" or "-h" or "help"] => Help(),
        [] => throw new WrongArguments("say what to do"),
        [var other, ..] => throw new WrongArguments($"'{other}' is not known here"),
    };
}
catch (WrongArguments wrong)
{
    Console.Error.WriteLine($"yongai-cloud: {wrong.Message}\n\n{Usage.Text}");
    return Usage.Wrong;
}

static int Help()
{
    Console.Out.WriteLine(Usage.Text);
    return Usage.Done;
}
