using System.Net;
using Microsoft.Extensions.DependencyInjection;
using NetDashboard.Inventory;
using NetDashboard.Inventory.Files;
using NetDashboard.Inventory.Vault;
using NetDashboard.Tests.Commands;

namespace NetDashboard.Tests.Hosting;

/// <summary>The data folder of the real program.</summary>
public sealed class DataFolderTests
{
    private const string Text = "- {host: r1, credential: core, auth_strict_key: false}\n";

    [Fact]
    public async Task The_program_makes_its_key_and_is_ready()
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();

        Assert.True(File.Exists(Path.Combine(dashboard.Data, SecretVault.KeyFileName)));
        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        Assert.DoesNotContain("data:", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_key_makes_the_program_unready_with_the_reason()
    {
        await using var dashboard = new Dashboard();
        using var client = dashboard.CreateClient();
        File.Delete(Path.Combine(dashboard.Data, SecretVault.KeyFileName));

        using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("data: The key file", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_ends_the_start_with_one_clear_line()
    {
        var data = Directory.CreateTempSubdirectory("netdashboard-tests-data-").FullName;
        try
        {
            new SecretVault(data).Open();
            await File.WriteAllBytesAsync(Path.Combine(data, SecretVault.KeyFileName), new byte[32]);

            var run = await CommandRun.RunAsync("--urls", "http://127.0.0.1:0", "--Data:Directory", data);

            Assert.Equal(2, run.ExitCode);
            Assert.Contains("from a backup", run.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task A_named_credential_of_the_dashboard_is_found_by_check()
    {
        await using var dashboard = new Dashboard();
        dashboard.Services.GetRequiredService<CredentialStore>().Save("core", "netops", new Secret("canary-31f0"));
        dashboard.Write("a.yaml", Text);
        Assert.NotNull((await dashboard.Services.GetRequiredService<InventoryLibrary>().ReadAsync(["a.yaml"])).Inventory);

        Assert.Equal(0, (await CheckAsync(dashboard.Data)).ExitCode);
        var without = await CheckAsync(Path.Combine(dashboard.Data, "no"));
        Assert.Equal(2, without.ExitCode);
        Assert.Contains("a.yaml:1:", without.Output, StringComparison.Ordinal);

        Task<(int ExitCode, string Output, string Errors)> CheckAsync(string data) =>
            CommandRun.RunAsync("check", "--data", data, Path.Combine(dashboard.Inventories, "a.yaml"));
    }
}
