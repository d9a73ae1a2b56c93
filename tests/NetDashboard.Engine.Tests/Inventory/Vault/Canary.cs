using System.Text;

namespace NetDashboard.Engine.Tests.Inventory.Vault;

/// <summary>A secret that is looked for where it must not be, in every form it could hide in.</summary>
internal sealed class Canary(string value)
{
    public string Value => value;

    /// <summary>Fails when any file below the folder holds the secret.</summary>
    public void AssertNotBelow(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            AssertNotIn(file, bytes);
            if (file.EndsWith(".gz", StringComparison.Ordinal))
            {
                using var unpacked = new MemoryStream();
                using var unpack = new System.IO.Compression.GZipStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress);
                unpack.CopyTo(unpacked);
                AssertNotIn(file, unpacked.ToArray());
            }
        }
    }

    public void AssertNotIn(string where, byte[] bytes)
    {
        foreach (var form in Forms())
        {
            Assert.True(bytes.AsSpan().IndexOf(form) < 0, $"{where} holds the secret '{value}' as {Encoding.ASCII.GetString(form)}");
        }
    }

    private IEnumerable<byte[]> Forms()
    {
        var utf8 = Encoding.UTF8.GetBytes(value);
        yield return utf8;
        yield return Encoding.Unicode.GetBytes(value);
        yield return Encoding.ASCII.GetBytes(Convert.ToHexString(utf8));
        yield return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8));
        yield return Encoding.ASCII.GetBytes(Uri.EscapeDataString(value));

        // Base64 of a longer text holds one of three forms, by where in it the secret begins; the outer characters depend on the neighbours.
        for (var shift = 0; shift < 3; shift++)
        {
            var whole = Convert.ToBase64String([.. new byte[shift], .. utf8]);
            yield return Encoding.ASCII.GetBytes(whole[(shift == 0 ? 0 : 4)..^4]);
        }
    }
}
