using System.Security.Cryptography;
using System.Text;
using YongAi.Edge.Devices;
using YongAi.Edge.Host.Site;

namespace YongAi.Edge.Host.BringUp.Commissioning;

/// <summary>
/// The fingerprint of how a cabinet is wired: ports, speeds, addresses, channels, makes and their settings. What a proof says holds for
/// this wiring and no other; names, packs and times of the site file may change freely.
/// </summary>
public static class WiringPrint
{
    /// <summary>SHA-256 of the wiring in words, as 64 hexadecimal digits.</summary>
    public static string Of(SiteSettings site) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text(site))));

    /// <summary>The wiring in words, a line for each line and device.</summary>
    public static string Text(SiteSettings site)
    {
        var text = new StringBuilder();
        foreach (var line in site.Wiring.Lines)
        {
            var port = site.Host.Ports.First(port => port.Line == line.Line);
            text.Append(line.Line.Name).Append(' ').Append(port.Path).Append(' ').Append(line.Baud).Append(' ').Append(line.Format.Name())
                .Append(port.Rs485 ? " rs485" : "").Append('\n');
            foreach (var device in line.Devices) text.Append("  ").Append(Text(device)).Append('\n');
        }
        foreach (var bank in site.Wiring.Banks)
        {
            var port = site.Host.Banks.First(port => port.Bank == bank.Bank);
            text.Append(bank.Bank.Name).Append(' ').Append(port.Chip).Append('\n');
            for (var pin = 0; pin < bank.Pins.Length; pin++) text.Append("  ").Append(port.Pins[pin]).Append(' ').Append(bank.Pins[pin]).Append('\n');
        }
        foreach (var gauge in site.Wiring.Kernel) text.Append(gauge).Append('\n');
        return text.ToString();
    }

    private static string Text(DeviceWiring device) => device switch
    {
        LockBoardWiring board => $"{board with { Channels = [] }} {string.Join(' ', board.Channels)}",
        RelayBoardWiring board => $"{board with { Chargers = [] }} {string.Join(' ', board.Chargers)}",
        IoBoardWiring { Fit: var board } => $"{board with { Outputs = [], Contacts = [], Channels = [] }} "
            + $"{string.Join(' ', board.Outputs)} {string.Join(' ', board.Contacts)} {string.Join(' ', board.Channels)}",
        _ => $"{device}",
    };
}
