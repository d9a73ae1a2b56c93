using NetDashboard.Inventory;
using NetDashboard.Inventory.Vault;

namespace NetDashboard.Engine.Tests.Inventory.Vault;

/// <summary>Named credentials: what goes in comes out for devices only.</summary>
public sealed class CredentialStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_credential_comes_back_after_a_restart()
    {
        Store().Save("core", "netops", new Secret("pässword"), new Secret("enable"), "/keys/id", new Secret("phrase"));

        Assert.Equal(
            new Credential("netops", new Secret("pässword"), new Secret("enable"), "/keys/id", new Secret("phrase")),
            Store().Find("core"));
        var entry = Assert.Single(Store().List());
        Assert.Equal(("core", "netops", true, true, "/keys/id", true), (entry.Name, entry.UserName, entry.HasPassword, entry.HasEnableSecret, entry.PrivateKeyFile, entry.HasPassphrase));
        Assert.Null(Store().Find("Core"));
    }

    [Fact]
    public void What_is_not_given_stays_and_what_is_empty_goes()
    {
        var store = Store();
        store.Save("core", "netops", new Secret("one"), new Secret("two"));
        store.Save("core", userName: null, password: new Secret("three"));
        Assert.Equal(new Credential("netops", new Secret("three"), new Secret("two")), store.Find("core"));

        store.Save("core", userName: null, enableSecret: new Secret(""));
        Assert.Equal(new Credential("netops", new Secret("three")), store.Find("core"));
    }

    [Fact]
    public void No_secret_is_in_the_files_in_any_form()
    {
        var canaries = new[] { "canary user 1/7f3a", "canary+password=8c11", "canary?enable&22d0", "/keys/canary-91ab", "canary%phrase#3e5f" };
        var store = Store();
        store.Save("core", canaries[0], new Secret(canaries[1]), new Secret(canaries[2]), canaries[3], new Secret(canaries[4]));
        store.Rename("core", "edge");
        store.Save("edge", null, new Secret(canaries[1]));

        foreach (var canary in canaries)
        {
            new Canary(canary).AssertNotBelow(_folder);
        }

        Assert.All(Directory.EnumerateFiles(_folder), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void A_credential_keeps_its_secrets_under_a_new_name()
    {
        var store = Store();
        store.Save("core", "netops", new Secret("one"));
        store.Save("taken", "other");

        Assert.True(store.Rename("core", "edge"));
        Assert.Equal(new Credential("netops", new Secret("one")), Store().Find("edge"));
        Assert.Null(Store().Find("core"));
        Assert.False(store.Rename("core", "edge2"));
        Assert.Contains("already", Assert.Throws<VaultException>(() => store.Rename("edge", "taken")).Message, StringComparison.Ordinal);
        Assert.NotNull(Store().Find("edge"));

        Assert.True(store.Remove("edge"));
        Assert.False(store.Remove("edge"));
        Assert.Equal("taken", Assert.Single(Store().List()).Name);
    }

    [Fact]
    public void A_secret_cannot_be_put_in_the_place_of_another()
    {
        Store().Save("a", "u", new Secret("one"));
        Store().Save("b", "u", new Secret("two"));
        var file = Store().File;
        var text = File.ReadAllText(file);
        var values = text.Split("\"password\": \"").Skip(1).Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]).ToArray();
        File.WriteAllText(file, text.Replace(values[0], "?", StringComparison.Ordinal).Replace(values[1], values[0], StringComparison.Ordinal).Replace("\"?\"", $"\"{values[1]}\"", StringComparison.Ordinal));

        var message = Assert.Throws<VaultException>(() => Store().Find("a")).Message;
        Assert.Contains("'a'", message, StringComparison.Ordinal);
        Assert.Contains("moved", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"version\": 1, \"credentials\": [{\"na")]
    [InlineData("{\"version\": 99, \"credentials\": []}")]
    [InlineData("{\"version\": 1, \"credentials\": [{\"name\": \"a\"}, {\"name\": \"a\"}]}")]
    [InlineData("null")]
    public void A_damaged_file_is_named_and_never_overwritten(string content)
    {
        Store().Save("a", "u");
        var store = Store();
        File.WriteAllText(store.File, content);

        Assert.Contains($"{store.File} is damaged", Assert.Throws<VaultException>(() => store.List()).Message, StringComparison.Ordinal);
        Assert.Throws<VaultException>(() => store.Find("a"));
        Assert.Throws<VaultException>(() => store.Save("b", "u"));
        Assert.Throws<VaultException>(() => store.Remove("a"));
        Assert.Equal(content, File.ReadAllText(store.File));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("ä")]
    [InlineData("a\n")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void A_name_that_is_none_is_refused(string name)
    {
        Assert.Throws<VaultException>(() => Store().Save(name, "u"));
        Assert.Empty(Store().List());
    }

    [Theory]
    [InlineData("pass\nword")]
    [InlineData("pass\0word")]
    public void A_secret_that_would_end_the_answer_early_is_refused_and_not_quoted(string password)
    {
        var message = Assert.Throws<VaultException>(() => Store().Save("a", "u", new Secret(password))).Message;
        Assert.DoesNotContain("word", message.Replace("password", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_lost_when_many_save_at_once_through_several_stores()
    {
        var stores = new[] { Store(), Store(), Store() };
        Parallel.For(0, 60, new ParallelOptions { MaxDegreeOfParallelism = 12 }, i => stores[i % 3].Save($"c{i}", $"u{i}", new Secret($"p{i}")));

        Assert.Equal(60, Store().List().Count);
        Assert.All(Enumerable.Range(0, 60), i => Assert.Equal(new Credential($"u{i}", new Secret($"p{i}")), stores[(i + 1) % 3].Find($"c{i}")));
        Assert.DoesNotContain(Directory.EnumerateFiles(_folder), file => file.EndsWith(AtomicFile.Unfinished, StringComparison.Ordinal));
    }

    [Fact]
    public void Changes_are_told()
    {
        var store = Store();
        var times = 0;
        store.Changed += (_, _) => times++;
        store.Save("a", "u");
        store.Rename("a", "b");
        store.Remove("a");
        store.Remove("b");
        Assert.Equal(3, times);
    }

    [Fact]
    public void Looking_makes_nothing()
    {
        Assert.Empty(Store().List());
        Assert.Null(Store().Find("a"));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    private CredentialStore Store() => new(new SecretVault(_folder));
}
