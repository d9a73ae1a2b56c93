namespace NetDashboard.Storage.Model;

/// <summary>Devices and endpoints of a scan, without secrets. Scans of an unchanged inventory share one.</summary>
internal sealed class StoredLayout
{
    /// <summary>SHA-256 of the content before it was compressed, in lower-case hexadecimal.</summary>
    public required string Hash { get; init; }

    /// <summary>The devices as JSON, compressed with Brotli.</summary>
    public required byte[] Content { get; init; }
}
