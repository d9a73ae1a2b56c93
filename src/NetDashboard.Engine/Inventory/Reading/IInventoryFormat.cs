using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Reading;

/// <summary>One kind of inventory file. A format says what the file means; limits, places and merging are its callers' work.</summary>
internal interface IInventoryFormat
{
    /// <summary>The word it is asked for by, and its name for people.</summary>
    InventoryFormatName Name { get; }

    /// <summary>The smallest useful file, for whoever starts from nothing.</summary>
    string Example { get; }

    /// <summary>Whether files of this format that are given together are parts of one inventory.</summary>
    bool ReadsTogether { get; }

    /// <summary>How sure it is that a file is of this format, from 0, it cannot be, to 100; the surest format reads it.</summary>
    /// <param name="root">The file's content.</param>
    /// <param name="fileName">A hint at most.</param>
    int Recognise(YamlNode root, string fileName);

    /// <summary>Whether a key has a meaning in this format. Only such keys, and no values, are named when a file is refused.</summary>
    bool IsKnownKey(string key);

    /// <summary>Whether the value of a key is known to be no secret, wherever the key stands.</summary>
    bool IsPublicKey(string key);

    /// <summary>Names of devices and groups that a file's lists may hold besides; <see langword="null"/> when known keys tell all.</summary>
    IReadOnlySet<string>? NamesInLists(YamlNode root) => null;

    /// <summary>One text that means what the files mean together; <see langword="null"/> when they are not parts of one inventory.</summary>
    /// <param name="files">The files, and the text of each.</param>
    string? Join(IReadOnlyList<(ReadableFile File, string Text)> files) => null;

    /// <summary>Reads files: one, or all that are given together.</summary>
    /// <param name="files">The files, in their order.</param>
    /// <param name="inventory">Takes the endpoints.</param>
    void Read(IReadOnlyList<ReadableFile> files, InventoryCollector inventory);
}

/// <summary>A file that has been decoded and is YAML.</summary>
/// <param name="Root">Its content.</param>
/// <param name="Source">Its name, its folder, and where remarks go.</param>
/// <param name="References">What it may refer to.</param>
internal sealed record ReadableFile(YamlNode Root, SourceContext Source, ReferenceResolver References);
