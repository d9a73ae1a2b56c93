namespace NetDashboard.Engine.Tests.Servers;

/// <summary>Tests that count descriptors, threads or memory of the whole process, and so run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class WholeProcess
{
    public const string Name = "Whole process";

    /// <summary>Descriptors open now.</summary>
    public static int Descriptors => Directory.GetFileSystemEntries("/proc/self/fd").Length;

    /// <summary>Waits until no more descriptors are open than a while ago; what is closed by others may take a moment.</summary>
    public static async Task AssertDescriptorsBackToAsync(int before)
    {
        for (var tries = 0; tries < 100 && Descriptors > before; tries++)
        {
            await Task.Delay(50);
        }

        Assert.True(Descriptors <= before, $"{before} descriptors were open before, {Descriptors} are now.");
    }
}
