using YongAi.CloudBridge.Receiving;
using YongAi.CloudBridge.Signing;
using YongAi.CloudBridge.Store;

namespace YongAi.CloudBridge;

/// <summary><c>serve</c>: the bridge itself.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancel)
    {
        var options = BridgeOptions.Read(args);
        try
        {
            await using var bridge = await Bridge.StartAsync(options, TimeProvider.System, cancel);
            Console.Out.WriteLine($"bridge at {bridge.Address}, broker {options.Broker}");
            await bridge.RunAsync(cancel);
            return Usage.Done;
        }
        catch (Exception refused) when (refused is KeyRefused or StoreRefused or LoopFailed
            or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"serve: {refused.Message}");
            return Usage.Failed;
        }
    }
}
