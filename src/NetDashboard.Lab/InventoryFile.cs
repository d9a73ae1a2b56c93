using NetDashboard.Lab.Devices;

namespace NetDashboard.Lab;

/// <summary>The inventory file of a running fleet: whole from the first moment, and gone with the fleet unless kept.</summary>
internal sealed class InventoryFile : IDisposable
{
    private readonly string _text;
    private readonly bool _keep;

    private InventoryFile(string path, string text, bool keep) => (Path, _text, _keep) = (path, text, keep);

    /// <summary>Absolute path.</summary>
    public string Path { get; }

    /// <summary>Writes the inventory of a fleet.</summary>
    /// <exception cref="LabException">The file is somebody's own inventory, or cannot be written.</exception>
    public static InventoryFile Write(string path, SimulatedFleet fleet, bool keep)
    {
        using var writer = new StringWriter();
        FleetInventory.Write(fleet, writer);
        var file = new InventoryFile(System.IO.Path.GetFullPath(path), writer.ToString(), keep);
        try
        {
            file.Write();
            return file;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LabException($"The inventory {path} cannot be written: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        try
        {
            // Another fleet may have written it anew meanwhile; then it is no longer ours to remove.
            if (!_keep && File.Exists(Path) && string.Equals(File.ReadAllText(Path), _text, StringComparison.Ordinal))
            {
                File.Delete(Path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A file left behind does no harm: it says itself that it is simulated, and the next fleet replaces it.
        }
    }

    private void Write()
    {
        if (File.Exists(Path) && !File.ReadLines(Path).FirstOrDefault("").Equals(FleetInventory.Header, StringComparison.Ordinal))
        {
            throw new LabException($"{Path} exists and was not written by a simulated fleet; it is left as it is. Choose another file.");
        }

        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);

        // In one step, so that nobody reads half an inventory.
        var half = $"{Path}.{Environment.ProcessId}.tmp";
        File.WriteAllText(half, _text);
        File.Move(half, Path, overwrite: true);
    }
}
