using System.Globalization;
using YongAi.Simulators.World;

namespace YongAi.Simulators.Simulation.Telling;

/// <summary>What somebody does at the cabinet, as a few words.</summary>
public static class ActWords
{
    /// <summary><c>puts pack YA48240000001021 (5 %) into slot 1</c>; with what came of it where physics refused.</summary>
    public static string Of(HandsAct act, HandsAnswer answer) =>
        (act is TakePack && answer.Serial is { } serial ? $"{Of(act)}: {serial}" : Of(act)) + (answer.Ok ? "" : $", but {answer.Why}");

    private static string Of(HandsAct act) => act switch
    {
        ShowCode => "shows a code",
        LookAround => "looks",
        PutPack put => $"puts pack {put.Serial}{(put.Soc is { } soc ? $" ({soc} %)" : "")} into slot {put.Slot}{(put.Plugged ? "" : ", plug out")}",
        TakePack take => $"takes the pack out of slot {take.Slot}",
        PlugPack plug => $"{(plug.Plugged ? "puts the plug in" : "pulls the plug")} in slot {plug.Slot}",
        WarmPack warm => $"makes the pack in slot {warm.Slot} {warm.Celsius:0} °C warm",
        CloseDoor close => $"closes slot {close.Slot}",
        ForceDoor force => $"opens slot {force.Slot} with a key",
        PullLine pull => $"{(pull.Pulled ? "pulls" : "puts back")} the cable of {pull.Line}",
        SetFault set => $"sets the fault {set.Name}",
        SetContact contact => $"{(contact.Active ? "makes" : "lets")} {contact.Name} {(contact.Active ? "active" : "rest")}",
        PassCounter pass => $"passes {pass.Name}, {pass.Times} times",
        SetAir air => $"makes the air {air.Celsius?.ToString("0", CultureInfo.InvariantCulture) ?? "as warm"} °C and {air.Humidity?.ToString("0", CultureInfo.InvariantCulture) ?? "as damp"} %",
        BreakGauge gauge => $"{(gauge.Broken ? "pulls" : "puts back")} the gauge {gauge.Name}",
        RestockSpiral restock => $"fills {restock.Channel}: {restock.Things}",
        PutBank put => $"puts power bank {put.Serial} ({put.Charge} %) into {put.Channel}",
        HoldTag hold => $"holds tag {hold.Tag} before {hold.Reader ?? "the reader"}",
        ShortPack its => $"the pack in slot {its.Slot} has a short inside of {its.Watts:0} W",
        LetWaterIn water => $"water comes in, up to {water.Centimetres:0} cm",
        HeatAir heat => $"the air goes to {heat.Celsius:0} °C",
        TroubleSensor { Trouble: null } sound => $"repairs the sensor {sound.Name}",
        TroubleSensor trouble => $"the sensor {trouble.Name} is out of order: {trouble.Trouble}",
        _ => throw new InvalidOperationException($"no words for {act}"),
    };
}
