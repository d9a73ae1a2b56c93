using NetDashboard.Engine.Tests.Servers;

namespace NetDashboard.Engine.Tests.Storage;

/// <summary>A test that needs a disk of its own, which not every account may mount.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<bool> s_isPossible = new(() => SmallDisk.FindWrapperAsync(Path.GetTempPath(), "1m").GetAwaiter().GetResult() is not null);

    public SmallDiskFactAttribute() => Skip = s_isPossible.Value ? null : "This account may not mount a disk in a namespace of its own (unshare -m, unshare -Urm).";
}
