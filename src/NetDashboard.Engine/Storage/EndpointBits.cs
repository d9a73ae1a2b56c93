namespace NetDashboard.Storage;

/// <summary>A set of positions in a layout: a bit for each, the lowest first.</summary>
internal static class EndpointBits
{
    /// <param name="count">Positions there are.</param>
    /// <param name="positions">Those in the set; others than those there are, are left out.</param>
    public static byte[] Pack(int count, IEnumerable<int> positions)
    {
        var bits = new byte[(count + 7) / 8];
        foreach (var position in positions.Where(position => position >= 0 && position < count))
        {
            bits[position / 8] |= (byte)(1 << (position % 8));
        }

        return bits;
    }

    public static bool Contains(byte[] bits, int position) => position / 8 < bits.Length && (bits[position / 8] & (1 << (position % 8))) != 0;
}
