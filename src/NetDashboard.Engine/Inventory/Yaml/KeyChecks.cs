namespace NetDashboard.Inventory.Yaml;

/// <summary>Holds what every map owes, at any depth and whatever its keys mean: a key is a single value and stands once.</summary>
/// <param name="isShown">Which keys may be named in a finding; a key the format does not know could be a misplaced secret.</param>
internal sealed class KeyChecks(Func<string, bool> isShown)
{
    private readonly HashSet<string>?[] _keys = new HashSet<string>?[YamlLimits.Depth + 1];
    private readonly bool[] _isMap = new bool[YamlLimits.Depth + 1];
    private readonly bool[] _isKeyNext = new bool[YamlLimits.Depth + 1];
    private int _depth;

    /// <summary>Lists and maps open now.</summary>
    public int Depth => _depth;

    /// <summary>Tells that a value begins.</summary>
    public void OnScalar(string text, bool isPlain, Place place)
    {
        if (IsKey())
        {
            if (text.Length == 0)
            {
                // The parser can lose count after an empty key and give values for keys.
                throw new YamlRefusedException(FindingCode.InvalidKey, place, "The key before this ':' is missing.");
            }

            if (isPlain && text is "<<")
            {
                throw new YamlRefusedException(FindingCode.YamlAnchor, place, "Merge keys (<<) are not accepted in an inventory. Write the keys out.");
            }

            if (!_keys[_depth]!.Add(text))
            {
                throw new YamlRefusedException(
                    FindingCode.DuplicateKey,
                    place,
                    isShown(text) ? $"The key '{text}' stands twice in this entry. Remove one of the two." : "This key stands twice in its map. Remove one of the two.");
            }
        }
    }

    /// <summary>Tells that a list or a map begins.</summary>
    public void OnOpen(bool isMap, Place place)
    {
        if (IsKey())
        {
            throw new YamlRefusedException(FindingCode.InvalidKey, place, "A list or a map stands where a key is expected. Put values that begin with '[', '{' or '?' in quotes.");
        }

        if (_depth == YamlLimits.Depth)
        {
            throw new YamlRefusedException(FindingCode.YamlTooDeep, place, $"Lists and maps are nested more than {YamlLimits.Depth} deep. An inventory needs no more than 5.");
        }

        _depth++;
        _isMap[_depth] = _isKeyNext[_depth] = isMap;
        if (isMap)
        {
            (_keys[_depth] ??= new HashSet<string>(StringComparer.Ordinal)).Clear();
        }
    }

    /// <summary>Tells that a list or a map ends.</summary>
    public void OnClose() => _depth--;

    private bool IsKey()
    {
        if (!_isMap[_depth])
        {
            return false;
        }

        var isKey = _isKeyNext[_depth];
        _isKeyNext[_depth] = !isKey;
        return isKey;
    }
}
