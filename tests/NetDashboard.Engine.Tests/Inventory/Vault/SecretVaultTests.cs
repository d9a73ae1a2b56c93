using System.Text;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Engine.Tests.Inventory.Vault;

/// <summary>The key file, and what it protects against.</summary>
public sealed class SecretVaultTests : IDisposable
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TempFolder _root = new();
    private readonly string _folder;

    public SecretVaultTests() => _folder = _root["data"];

    public void Dispose() => _root.Dispose();

    [Fact]
    public void The_first_start_makes_a_key_that_only_its_owner_can_read()
    {
        var vault = new SecretVault(_folder);
        Assert.False(Directory.Exists(_folder));
        vault.Open();

        Assert.Equal(32, File.ReadAllBytes(vault.KeyFile).Length);
        Assert.Equal(Owner, File.GetUnixFileMode(vault.KeyFile));
        Assert.Equal(Owner | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        Assert.All(Directory.EnumerateFiles(_folder), file => Assert.Equal(Owner, File.GetUnixFileMode(file)));
        Assert.Null(vault.FindFault());
    }

    [Fact]
    public void A_value_comes_back_after_a_restart_and_never_looks_the_same()
    {
        var one = Seal("purpose", "canary-of-the-vault");
        var two = Seal("purpose", "canary-of-the-vault");

        Assert.NotEqual(one, two, StringComparer.Ordinal);
        Assert.Equal("canary-of-the-vault", Unseal("purpose", one));
        new Canary("canary-of-the-vault").AssertNotIn("the sealed value", Encoding.ASCII.GetBytes(one));
        new Canary("canary-of-the-vault").AssertNotIn("the sealed value, decoded", Convert.FromBase64String(one));
    }

    [Fact]
    public void A_value_is_bound_to_its_purpose() =>
        Assert.Contains("moved", Assert.Throws<VaultException>(() => Unseal("credential\nb\npassword", Seal("credential\na\npassword", "x"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Every_changed_or_missing_byte_is_noticed()
    {
        var whole = Convert.FromBase64String(Seal("p", "secret"));
        for (var i = 0; i < whole.Length; i++)
        {
            var changed = whole.ToArray();
            changed[i] ^= 1;
            Assert.Throws<VaultException>(() => Unseal("p", Convert.ToBase64String(changed)));
            Assert.Throws<VaultException>(() => Unseal("p", Convert.ToBase64String(whole.AsSpan(0, i))));
        }

        Assert.Throws<VaultException>(() => Unseal("p", "no base64!"));
    }

    [Fact]
    public void Another_key_is_refused_at_the_start_with_words_that_help()
    {
        new SecretVault(_folder).Open();
        File.WriteAllBytes(Path.Join(_folder, SecretVault.KeyFileName), new byte[32]);
        var before = Contents();

        var message = Assert.Throws<VaultException>(() => new SecretVault(_folder).Open()).Message;

        Assert.Contains(Path.Join(_folder, SecretVault.KeyFileName), message, StringComparison.Ordinal);
        Assert.Contains("from a backup", message, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void A_damaged_key_is_named_and_left_alone(int length)
    {
        new SecretVault(_folder).Open();
        File.WriteAllBytes(Path.Join(_folder, SecretVault.KeyFileName), new byte[length]);
        var before = Contents();

        Assert.Contains($"is damaged: it has {length} bytes", Assert.Throws<VaultException>(() => new SecretVault(_folder).Open()).Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [Theory]
    [InlineData(SecretVault.CheckFileName)]
    [InlineData(CredentialStore.FileName)]
    public void A_missing_key_is_not_replaced_where_secrets_need_it(string left)
    {
        Directory.CreateDirectory(_folder);
        File.WriteAllText(Path.Join(_folder, left), "{}");

        Assert.Contains("is missing", Assert.Throws<VaultException>(() => new SecretVault(_folder).Open()).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Join(_folder, SecretVault.KeyFileName)));
    }

    [Fact]
    public void A_crash_between_key_and_check_is_mended_by_the_next_start()
    {
        var one = Seal("p", "x");
        File.Delete(Path.Join(_folder, SecretVault.CheckFileName));
        new SecretVault(_folder).Open();

        Assert.True(File.Exists(Path.Join(_folder, SecretVault.CheckFileName)));
        Assert.Equal("x", Unseal("p", one));
    }

    [Fact]
    public void A_key_that_others_may_read_is_closed_to_them()
    {
        new SecretVault(_folder).Open();
        var key = Path.Join(_folder, SecretVault.KeyFileName);
        File.SetUnixFileMode(key, Owner | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        new SecretVault(_folder).Open();
        Assert.Equal(Owner, File.GetUnixFileMode(key));
    }

    [Fact]
    public void Many_that_start_at_once_get_the_same_key()
    {
        var sealedValues = new string[20];
        Parallel.For(0, sealedValues.Length, new ParallelOptions { MaxDegreeOfParallelism = 20 }, i => sealedValues[i] = Seal("p", $"{i}"));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), sealedValues.Select(value => Unseal("p", value)), StringComparer.Ordinal);
    }

    [Fact]
    public void Reading_makes_no_folder_and_no_key()
    {
        Assert.Contains("There is no key file", Assert.Throws<VaultException>(() => Unseal("p", "AAAA")).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_named()
    {
        File.WriteAllText(_folder, "a file");
        Assert.Contains($"{_folder} cannot be made", Assert.Throws<VaultException>(() => new SecretVault(_folder).Open()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_goes_away_or_changes_under_way_is_unhealthy()
    {
        var vault = new SecretVault(_folder);
        vault.Open();
        File.WriteAllBytes(vault.KeyFile, new byte[32]);
        Assert.Contains("was replaced", vault.FindFault(), StringComparison.Ordinal);
        File.Delete(vault.KeyFile);
        Assert.Contains("cannot be read", vault.FindFault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Marks_are_equal_for_equal_values_under_one_key_only()
    {
        var vault = new SecretVault(_folder);
        Assert.Equal(vault.Mark("a"), new SecretVault(_folder).Mark("a"));
        Assert.NotEqual(vault.Mark("a"), vault.Mark("b"), StringComparer.Ordinal);
        Assert.NotEqual(vault.Mark("a"), SecretVault.InMemory().Mark("a"), StringComparer.Ordinal);
    }

    [Fact]
    public void A_crash_before_the_rename_leaves_the_old_content()
    {
        Directory.CreateDirectory(_folder);
        var file = Path.Join(_folder, "f");
        AtomicFile.Write(file, "old"u8);

        var unfinished = string.Empty;
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(file, "new"u8, () =>
        {
            // As it would be found after a kill at this moment: the new content beside the old one.
            unfinished = Assert.Single(Directory.EnumerateFiles(_folder, "*" + AtomicFile.Unfinished));
            File.Copy(unfinished, unfinished + ".kept");
            Assert.Equal("old", File.ReadAllText(file));
            throw new InvalidOperationException("Killed.");
        }));
        Assert.Equal("old", File.ReadAllText(file));

        File.Move(unfinished + ".kept", unfinished);
        AtomicFile.RemoveUnfinished(_folder);
        Assert.Equal(file, Assert.Single(Directory.EnumerateFiles(_folder)));
    }

    private string Seal(string purpose, string value) => new SecretVault(_folder).Seal(purpose, Encoding.UTF8.GetBytes(value));

    private string Unseal(string purpose, string value) => Encoding.UTF8.GetString(new SecretVault(_folder).Unseal(purpose, value));

    private List<string> Contents() =>
        [.. Directory.EnumerateFiles(_folder).Order(StringComparer.Ordinal).Select(file => $"{file} {Convert.ToHexString(File.ReadAllBytes(file))}")];
}
