using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>Judges by its keys what a file is.</summary>
internal static class Likeness
{
    private const int Looked = 200;

    /// <summary>Entries of a list, or values of a map, that are maps: the first of them.</summary>
    public static IEnumerable<YamlNode> Entries(YamlNode node)
    {
        if (node.IsList)
        {
            return node.Items.Take(Looked).Where(item => item.IsMap);
        }

        return Enumerable.Range(0, Math.Min(node.PairCount, Looked)).Select(node.ValueAt).Where(item => item.IsMap);
    }

    /// <summary>The share of known keys among all keys of the entries, in percent; 0 without any.</summary>
    public static int Percent(YamlNode node, Func<string, bool> isKnown)
    {
        var known = 0;
        var all = 0;
        var step = node.IsMap ? 2 : 1;
        for (var i = step - 1; i < Math.Min(node.Items.Length, Looked * step); i += step)
        {
            var entry = node.Items[i];
            for (var pair = 0; pair < Math.Min(entry.PairCount, Looked); pair++)
            {
                all++;
                known += isKnown(entry.KeyAt(pair).Text) ? 1 : 0;
            }
        }

        return all == 0 ? 0 : known * 100 / all;
    }

    /// <summary>The share of entries that have one of these keys, in percent; 0 without any.</summary>
    public static int PercentWith(YamlNode node, params string[] keys)
    {
        var with = 0;
        var all = 0;
        foreach (var entry in Entries(node))
        {
            all++;
            with += Array.Exists(keys, key => entry.Find(key) is not null) ? 1 : 0;
        }

        return all == 0 ? 0 : with * 100 / all;
    }

    /// <summary>Whether a map has keys and none but these.</summary>
    public static bool HasOnly(YamlNode map, params ReadOnlySpan<string> keys)
    {
        for (var i = 0; i < map.PairCount; i++)
        {
            if (!keys.Contains(map.KeyAt(i).Text))
            {
                return false;
            }
        }

        return map.PairCount > 0;
    }
}
