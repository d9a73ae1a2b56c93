namespace NetDashboard.Engine.Tests.Lab;

/// <summary>Tests that nothing else may run beside; each says why.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
