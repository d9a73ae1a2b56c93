using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using NetDashboard.Comparing;
using NetDashboard.Inventory;
using NetDashboard.Storage.Model;

namespace NetDashboard.Storage;

/// <summary>Devices and endpoints as compressed JSON, and back. Credentials are no part of them, only the ids these go by.</summary>
internal static class LayoutCodec
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static StoredLayout Pack(ImmutableArray<Device> devices)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(devices, s_json);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            brotli.Write(json);
        }

        return new StoredLayout { Hash = Convert.ToHexStringLower(SHA256.HashData(json)), Content = packed.ToArray() };
    }

    public static ImmutableArray<Device> Unpack(StoredLayout layout)
    {
        using var brotli = new BrotliStream(new MemoryStream(layout.Content), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<ImmutableArray<Device>>(brotli, s_json);
    }

    /// <summary>Only what devices are called and what they are reached by.</summary>
    public static ImmutableArray<ComparedDevice> UnpackNames(StoredLayout layout)
    {
        using var brotli = new BrotliStream(new MemoryStream(layout.Content), CompressionMode.Decompress);
        var devices = JsonSerializer.Deserialize<NamedDevice[]>(brotli) ?? [];
        return [.. devices.Select(device => new ComparedDevice(device.Name, [.. device.Endpoints.Select(endpoint => endpoint.Protocol)]))];
    }

    private sealed record NamedDevice(string Name, NamedEndpoint[] Endpoints);

    private readonly record struct NamedEndpoint(string Protocol);
}
