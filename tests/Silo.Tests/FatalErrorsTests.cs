using Cluster.Silo.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cluster.Silo.Tests;

public sealed class FatalErrorsTests
{
    [Fact]
    public void FatalError_EndsTheProcessWithACodeOfItsOwn()
    {
        var codes = new List<int>();
        new FatalErrors(codes.Add, NullLogger<FatalErrors>.Instance).OnFatalException(this, "I have been told I am dead.", null);
        Assert.Equal([FatalErrors.ExitCode], codes);
        Assert.NotEqual(0, FatalErrors.ExitCode);
    }

    [Fact]
    public void AStopsOwnErrors_AreExpected()
    {
        var errors = new FatalErrors(_ => { }, NullLogger<FatalErrors>.Instance);
        Assert.False(errors.IsUnexpected(new OperationCanceledException()));
        Assert.False(errors.IsUnexpected(new ObjectDisposedException("silo")));
        Assert.True(errors.IsUnexpected(new InvalidOperationException()));
    }
}
