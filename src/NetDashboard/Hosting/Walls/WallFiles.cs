using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.FileProviders;

namespace NetDashboard.Hosting.Walls;

/// <summary>The pages of a wall with their scripts and styles, in memory and compressed. Few and small; the same as long as the program runs.</summary>
internal sealed class WallFiles
{
    private const string Folder = "wall";
    private const string Tokens = "css/tokens.css";
    private const string BuildMark = "{build}";
    private const int BuildLength = 12;

    private static readonly FrozenDictionary<string, string> s_types = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenDictionary<string, WallFile> _files;

    /// <param name="root">Where wwwroot is.</param>
    public WallFiles(IFileProvider root)
    {
        var found = root.GetDirectoryContents(Folder)
            .Where(file => !file.IsDirectory && s_types.ContainsKey(Path.GetExtension(file.Name)))
            .Append(root.GetFileInfo(Tokens))
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .Select(file => (file.Name, Bytes: Read(file)))
            .ToArray();
        Build = MakeBuild(found);
        _files = found.ToFrozenDictionary(file => file.Name, file => new WallFile(s_types[Path.GetExtension(file.Name)], Fill(file.Name, file.Bytes)), StringComparer.Ordinal);
    }

    /// <summary>What the program and these files are built of: pages of another one load themselves anew.</summary>
    public string Build { get; }

    /// <summary>A file by its name; <see langword="null"/> for none.</summary>
    public WallFile? Find(string name) => _files.GetValueOrDefault(name);

    private static byte[] Read(IFileInfo file)
    {
        using var stream = file.CreateReadStream();
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }

    private static string MakeBuild(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var program = typeof(WallFiles).Assembly;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(program.ManifestModule.ModuleVersionId.ToByteArray());
        foreach (var (name, bytes) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(bytes);
        }

        return $"{program.GetName().Version?.ToString(3)}-{Convert.ToHexStringLower(hash.GetHashAndReset())[..BuildLength]}";
    }

    private byte[] Fill(string name, byte[] bytes) =>
        Path.GetExtension(name) is ".html" ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(BuildMark, Build, StringComparison.Ordinal)) : bytes;
}

/// <summary>A file of a wall's page.</summary>
internal sealed class WallFile
{
    public WallFile(string contentType, byte[] plain)
    {
        (ContentType, Plain) = (contentType, plain);
        Gzip = Compress(plain, stream => new GZipStream(stream, CompressionLevel.SmallestSize));
        Brotli = Compress(plain, stream => new BrotliStream(stream, CompressionLevel.SmallestSize));
        Tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..16]}\"";
    }

    public string ContentType { get; }

    public ReadOnlyMemory<byte> Plain { get; }

    public ReadOnlyMemory<byte> Gzip { get; }

    public ReadOnlyMemory<byte> Brotli { get; }

    /// <summary>Changes with the content.</summary>
    public string Tag { get; }

    private static byte[] Compress(byte[] plain, Func<Stream, Stream> compressor)
    {
        using var buffer = new MemoryStream();
        using (var stream = compressor(buffer))
        {
            stream.Write(plain);
        }

        return buffer.ToArray();
    }
}
