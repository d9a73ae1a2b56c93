namespace NetDashboard.Components.Scans.Results;

/// <summary>Counts what a new order would change, as a person would.</summary>
internal static class OrderChanges
{
    /// <summary>Rows that go, rows that come, and the fewest rows that must move so that the others can stay.</summary>
    /// <param name="shown">Rows as they stand.</param>
    /// <param name="wanted">Rows as they should stand.</param>
    /// <param name="places">Place of each row among those shown, negative when it is not among them.</param>
    public static int Count(int[] shown, int[] wanted, int[] places)
    {
        var staying = 0;

        // The last place of the best ascending sequence of each length: those rows need not move (patience sorting).
        var tails = new List<int>(wanted.Length);
        foreach (var row in wanted)
        {
            var place = places[row];
            if (place < 0)
            {
                continue;
            }

            staying++;
            var at = tails.BinarySearch(place);
            at = at < 0 ? ~at : at;
            if (at == tails.Count)
            {
                tails.Add(place);
            }
            else
            {
                tails[at] = place;
            }
        }

        return shown.Length - staying + (wanted.Length - staying) + (staying - tails.Count);
    }
}
