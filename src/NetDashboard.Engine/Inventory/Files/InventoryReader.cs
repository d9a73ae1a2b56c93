using System.Collections.Immutable;
using NetDashboard.Inventory.Ansible;
using NetDashboard.Inventory.Classic;
using NetDashboard.Inventory.Netmiko;
using NetDashboard.Inventory.Nornir;
using NetDashboard.Inventory.Reading;
using NetDashboard.Inventory.Yaml;

namespace NetDashboard.Inventory.Files;

/// <summary>Reads inventory files, which may be hostile, into one inventory. Safe to use from many threads at once.</summary>
public static class InventoryReader
{
    /// <summary>Largest file that is read, in bytes: 10 MB.</summary>
    public const int MaxBytes = YamlLimits.Bytes;

    // From here on, no other format is asked.
    private const int Sure = 92;

    // Of those that are equally sure, the first reads a file.
    private static readonly ImmutableArray<IInventoryFormat> s_formats = [new ClassicFormat(), new AnsibleFormat(), new NornirFormat(), new NetmikoFormat()];

    /// <summary>The formats a file can be read as.</summary>
    public static IReadOnlyList<InventoryFormatName> Formats { get; } = [.. s_formats.Select(format => format.Name)];

    /// <summary>Reads files in their order. Entries of different files for the same host become one device.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="references">Gives what the files refer to; <see langword="null"/> for the environment of this process alone.</param>
    /// <returns>The inventory and what is to be said about it; no inventory at all when anything in any file is an error.</returns>
    public static InventoryReading Read(IReadOnlyList<InventorySource> sources, IReferenceSource? references = null)
    {
        var loaded = new LoadedSource[sources.Count];
        for (var i = 0; i < loaded.Length; i++)
        {
            loaded[i] = new LoadedSource(sources[i]);
        }

        return Read(loaded, fileExists: null, references);
    }

    /// <summary>Reads files that were, or could not be, loaded.</summary>
    /// <param name="sources">The files.</param>
    /// <param name="fileExists">Tells whether a file that an inventory names is there; <see langword="null"/> to leave that open.</param>
    /// <param name="references">Gives what the files refer to; <see langword="null"/> for the environment of this process alone.</param>
    /// <param name="findsSecrets">Whether <see cref="InventoryFileReading.SecretSpans"/> are wanted; only who stores or shows no text may do without.</param>
    internal static InventoryReading Read(
        IReadOnlyList<LoadedSource> sources, Func<string, bool>? fileExists, IReferenceSource? references = null, bool findsSecrets = true)
    {
        var findings = new FindingList();
        var inventory = new InventoryCollector();
        var files = new FileUnderRead[sources.Count];
        var looks = fileExists is null ? null : new FileLooks(fileExists);
        for (var i = 0; i < files.Length; i++)
        {
            var context = new SourceContext(i, sources[i].Source, findings, looks is null ? null : looks.Exists);
            files[i] = new FileUnderRead(sources[i], context, new ReferenceResolver(references ?? ProcessReferences.Default, context), findsSecrets);
            Guarded(context, files[i].Open);
            if (files[i] is { Format.ReadsTogether: false, IsBlank: false } alone)
            {
                Guarded(context, () => alone.Format.Read([alone.ToReadable()], inventory));
                alone.Forget();
            }
        }

        foreach (var blank in files.Where(file => file.IsBlank))
        {
            blank.Judge(Array.Find(files, file => file is { IsBlank: false, Format.ReadsTogether: true })?.Format);
        }

        // Parts of one inventory can only be read when all of them are there.
        foreach (var format in s_formats)
        {
            var parts = files.Where(file => format.ReadsTogether && ReferenceEquals(file.Format, format) && !file.IsBlank).ToArray();
            if (parts.Length > 0)
            {
                Guarded(parts[0].Context, () => format.Read([.. parts.Select(part => part.ToReadable())], inventory));
            }
        }

        foreach (var file in files)
        {
            file.Context.Finish();
        }

        return new InventoryReading(findings.HasErrors ? null : inventory.Build(), findings.ToImmutable(inventory.Secrets))
        {
            Files = [.. files.Select(file => file.ToReading())],
            Looks = looks?.ToImmutable() ?? [],
        };
    }

    /// <summary>Whether files of that format that are given together are parts of one inventory.</summary>
    internal static bool ReadsTogether(string format) => FindFormat(format) is { ReadsTogether: true };

    /// <summary>Joins files that were read without an error and are parts of one inventory.</summary>
    /// <returns>The format, and one text; <see langword="null"/> when they cannot be joined.</returns>
    internal static (string Format, string? Text) Join(IReadOnlyList<InventorySource> sources)
    {
        var format = s_formats.First(one => one.ReadsTogether);
        var files = new List<(ReadableFile File, string Text)>(sources.Count);
        foreach (var source in sources)
        {
            var text = YamlText.Decode(source.Content.Span);
            if (YamlDocument.Read(text, IsKnownKey).Root is { } root)
            {
                var context = new SourceContext(files.Count, source, new FindingList(), fileExists: null);
                files.Add((new ReadableFile(root, context, new ReferenceResolver(ProcessReferences.Default, context)), text));
            }
        }

        return (format.Name.Name, format.Join(files));
    }

    private static void Guarded(SourceContext context, Action read)
    {
        try
        {
            read();
        }
        catch (YamlRefusedException e)
        {
            context.Error(e.Code, e.Place, e.Message);
        }
    }

    private static bool IsKnownKey(string key)
    {
        foreach (var format in s_formats)
        {
            if (format.IsKnownKey(key))
            {
                return true;
            }
        }

        return false;
    }

    private static IInventoryFormat? FindFormat(string name)
    {
        foreach (var format in s_formats)
        {
            if (string.Equals(format.Name.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return format;
            }
        }

        return null;
    }

    private static IInventoryFormat Surest(YamlNode root, string fileName)
    {
        var surest = s_formats[0];
        var best = 0;
        foreach (var format in s_formats)
        {
            if (format.Recognise(root, fileName) is var sureness && sureness > best)
            {
                surest = format;
                best = sureness;
            }

            if (best >= Sure)
            {
                break;
            }
        }

        return surest;
    }

    private sealed class FileUnderRead(LoadedSource source, SourceContext context, ReferenceResolver references, bool findsSecrets)
    {
        private YamlNode? _root;
        private ImmutableArray<SecretSpan> _spans = [];

        public SourceContext Context => context;

        public IInventoryFormat? Format { get; private set; }

        /// <summary>Whether there is nothing in the file.</summary>
        public bool IsBlank { get; private set; }

        /// <summary>Decodes the file, makes a tree of it, and finds its format.</summary>
        public void Open()
        {
            if (source.Problem is not null)
            {
                throw new YamlRefusedException(FindingCode.UnreadableFile, Place.Start, source.Problem);
            }

            var chosen = source.Source.Format is { } name
                ? FindFormat(name) ?? throw new YamlRefusedException(
                    FindingCode.UnknownFormat, Place.Start, $"There is no such inventory format. Known are {string.Join(", ", Formats.Select(format => format.Name))}.")
                : null;
            var text = YamlText.Decode(source.Source.Content.Span);
            var document = YamlDocument.Read(text, IsKnownKey);
            foreach (var place in document.Vaults ?? [])
            {
                context.Error(
                    FindingCode.UnsupportedVault,
                    place,
                    "Unsupported: Ansible Vault value. It cannot be decrypted here. Take it from the environment with ${env:NAME}, or have it asked for with ${ask:NAME}.");
            }

            if (document.Root is { } root)
            {
                _root = root;
                Format = chosen ?? Surest(root, source.Source.Name);
            }
            else
            {
                IsBlank = true;
                Format = chosen;
            }

            _spans = findsSecrets && _root is not null ? SecretFinder.Of(text, _root, Format!) : [];
        }

        /// <summary>Refuses a file with nothing in it, unless it is one of the parts of an inventory, whose defaults for example may be empty.</summary>
        /// <param name="together">The format of other files here that are such parts; <see langword="null"/> for none.</param>
        public void Judge(IInventoryFormat? together)
        {
            if (together is not null && (Format is null || ReferenceEquals(Format, together)))
            {
                Format = together;
                return;
            }

            context.Error(
                FindingCode.EmptyInventory, Place.Start, $"The file is empty. It should hold a list of devices, for example: {(Format ?? s_formats[0]).Example}");
        }

        public ReadableFile ToReadable() => new(_root!, context, references);

        /// <summary>Lets the tree go: what is read is in the inventory.</summary>
        public void Forget() => _root = null;

        public InventoryFileReading ToReading() =>
            new(source.Source.Name, Format?.Name.Name, source.Source.Format is not null, context.Devices, context.Endpoints)
            {
                SecretSpans = _spans,
                Credentials = references.Credentials,
            };
    }
}

/// <summary>A file to read, or the reason why it could not be loaded.</summary>
/// <param name="Source">The file; without content when there is a problem.</param>
/// <param name="Problem">Why it could not be loaded; <see langword="null"/> when it could.</param>
internal sealed record LoadedSource(InventorySource Source, string? Problem = null);
