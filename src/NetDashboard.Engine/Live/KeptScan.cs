using System.Collections.Concurrent;
using System.Collections.Frozen;
using NetDashboard.Inventory;

namespace NetDashboard.Live;

/// <summary>A scan with what it takes to run it again; keeps the credentials out of the board, which everyone may look at.</summary>
/// <param name="Board">The scan.</param>
/// <param name="Inventory">What it was made of.</param>
internal sealed record KeptScan(ScanBoard Board, DeviceInventory Inventory)
{
    /// <summary>How endpoints were logged in to whose last result is of a run with changes.</summary>
    public ConcurrentDictionary<int, LoginAccount> LastAccounts { get; } = new();

    /// <summary>A scan that was kept over a restart: secrets are kept nowhere but in memory, so all of them are to be asked for.</summary>
    public static KeptScan WithoutSecrets(ScanBoard board)
    {
        var unknown = new Credential(string.Empty, Secret.Ask("Password")) { UserNameQuestion = "User name" };
        var credentials = board.Layout.Endpoints.Select(place => place.Endpoint.CredentialId).Distinct(StringComparer.Ordinal);
        return new(board, new DeviceInventory(board.Layout.Devices, credentials.ToFrozenDictionary(id => id, _ => unknown, StringComparer.Ordinal)));
    }

    /// <summary>How the inventory has an endpoint logged in to; <see langword="null"/> where that is not known.</summary>
    public LoginAccount? UsualAccount(int endpoint) =>
        Inventory.Credentials.TryGetValue(Board.Layout.Endpoints[endpoint].Endpoint.CredentialId, out var credential) && !credential.Questions.Any()
            ? new LoginAccount(credential.UserName, credential.PrivateKeyFile)
            : null;
}

/// <summary>A run under way.</summary>
/// <param name="scan">Its scan.</param>
/// <param name="number">1 for the first of the scan.</param>
/// <param name="request">What was asked for.</param>
/// <param name="stop">Ends it.</param>
internal sealed class ScanRun(KeptScan scan, int number, RerunRequest request, CancellationTokenSource stop)
{
    public KeptScan Scan { get; } = scan;

    public RerunChanges? Changes { get; } = request.Changes;

    public string? StartedBy { get; } = request.StartedBy;

    public string? Remark { get; } = request.Changes?.Describe();

    public int Number { get; } = number;

    public CancellationTokenSource Stop { get; } = stop;

    public Task Task { get; set; } = Task.CompletedTask;
}
