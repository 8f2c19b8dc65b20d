using System.Security.Cryptography;
using YongAi.Edge.Control.Codes;

namespace YongAi.Edge.Host.Loop;

/// <summary>Draws a fresh nonce now and then, so that the one on the screen always has a life before it.</summary>
internal sealed class NonceWorker(CabinetWorker cabinet, TimeProvider time)
{
    /// <summary>A nonce lives 60 s and at most 4 are open (rider-code YA1): a third of its life, so that 3 are.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(20);

    private const int NonceBytes = 16;

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(RenewEvery, time);
        do
        {
            cabinet.Tell(new NonceGiven([.. RandomNumberGenerator.GetBytes(NonceBytes)]));
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
