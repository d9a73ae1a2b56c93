namespace NetDashboard.Engine.Tests.Servers;

/// <summary>Tests that count descriptors, threads or memory of the whole process, and so run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeProcess
{
    public const string Name = "Whole process";

    /// <summary>Descriptors open now.</summary>
    public static int Descriptors => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    // The runtime opens one or another of its own in between; a leak shows with every round.
    private const int OfTheRuntime = 3;

    /// <summary>Waits until no more descriptors are open than a while ago; what is closed by others may take a moment.</summary>
    public static async Task AssertDescriptorsBackToAsync(int before)
    {
        for (var tries = 0; tries < 100 && Descriptors > before + OfTheRuntime; tries++)
        {
            await Task.Delay(50);
        }

        Assert.True(Descriptors <= before + OfTheRuntime, $"{before} descriptors were open before, {Descriptors} are now.");
    }
}
