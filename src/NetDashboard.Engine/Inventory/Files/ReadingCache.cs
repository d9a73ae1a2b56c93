namespace NetDashboard.Inventory.Files;

/// <summary>Keeps the readings used last, bounded by the devices in them. Thread-safe.</summary>
internal sealed class ReadingCache
{
    /// <summary>Most devices that are kept, beside the reading that came last: some 100 MB.</summary>
    public const int MaxDevices = 60_000;

    private readonly Lock _gate = new();
    private readonly LinkedList<(string Key, InventoryReading Reading)> _newestFirst = new();

    /// <summary>The reading of that key, or <see langword="null"/>.</summary>
    public InventoryReading? Find(string key)
    {
        lock (_gate)
        {
            for (var node = _newestFirst.First; node is not null; node = node.Next)
            {
                if (node.Value.Key == key)
                {
                    _newestFirst.Remove(node);
                    _newestFirst.AddFirst(node);
                    return node.Value.Reading;
                }
            }

            return null;
        }
    }

    /// <summary>Keeps a reading.</summary>
    public void Add(string key, InventoryReading reading)
    {
        lock (_gate)
        {
            _newestFirst.AddFirst((key, reading));
            long devices = 0;
            for (var node = _newestFirst.First; node is not null;)
            {
                var next = node.Next;
                devices += node.Value.Reading.Inventory?.Devices.Length ?? 0;
                if (node.Previous is not null && (devices > MaxDevices || node.Value.Key == key))
                {
                    _newestFirst.Remove(node);
                }

                node = next;
            }
        }
    }
}
