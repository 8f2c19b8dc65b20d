namespace YongAi.CloudBridge;

/// <summary>A command line that cannot be followed; the message says what is wrong.</summary>
public sealed class WrongArguments(string message) : Exception(message);

/// <summary>What the program can be told.</summary>
internal static class Usage
{
    public const int Done = 0, Failed = 1, Wrong = 2, Unknown = 3;

    public const string Text = """
        usage: yongai-cloud serve  [--broker mqtt://127.0.0.1:18830] [--http 127.0.0.1:18320] [--data run/cloud]
                                   [--ack-key seeds/issuers/demo-ack.pem]
                                   [--broker-ca PEM] [--broker-cert PEM --broker-key PEM]
               yongai-cloud events --cabinet ID [--json] [--bridge http://127.0.0.1:18320]
               yongai-cloud command --cabinet ID --type slot.open --slot 3 --reason TEXT [--by NAME]
                                   [--swap N] [--rider ISS/SUB] [--release] [--life SECONDS] [--id ID] [--wait 30]
                                   [--command-key seeds/issuers/demo-command.pem] [--broker URL and its options]
               yongai-cloud mint   --rider ID --rights swap:48V24Ah --days 7 --out FILE
               yongai-cloud certs  --out DIR [--cabinet ID,ID...] [--broker NAME,ADDRESS...]

        serve   keeps every event of every cabinet once, tells each cabinet how far it is on disk, answers GET /api/cabinets
        events  asks a running bridge for the events of one cabinet, oldest first; --json prints one CloudEvent a line
        command signs an order, sends it to one cabinet and waits for its answer; ends 0 when it was done, 1 when it was refused,
                3 when the cabinet cannot say or nothing was heard in time; the same --id again acts once
        mint    makes rider credentials and bearer codes
        certs   makes a demo chain of TLS certificates: root, intermediate, and a leaf for the broker, the cloud and each cabinet
        """;
}
