using System.Reflection;
using Orleans.Serialization.Invocation;

namespace Cluster.Gateway.Tests.Fakes;

/// <summary>A call of a grain's method as a filter sees it: each try ends as the test says.</summary>
public class FakeCall : DispatchProxy
{
    private MethodInfo method = null!;
    private Func<int, Exception?> outcome = null!;
    private Response? response;

    /// <summary>How often the call was made.</summary>
    public int Tries { get; private set; }

    /// <summary>Makes a call.</summary>
    /// <param name="method">The grain's method.</param>
    /// <param name="outcome">What goes wrong at a try, counted from 1; null: nothing.</param>
    public static (IOutgoingGrainCallContext Context, FakeCall Call) Of(MethodInfo method, Func<int, Exception?> outcome)
    {
        var context = Create<IOutgoingGrainCallContext, FakeCall>();
        var call = (FakeCall)(object)context;
        (call.method, call.outcome) = (method, outcome);
        return (context, call);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
    {
        "Invoke" => TryAsync(),
        "get_InterfaceMethod" => method,
        "get_InterfaceName" => method.DeclaringType!.Name,
        "get_MethodName" => method.Name,
        "get_Response" => response,
        "get_Request" => Create<IInvokable, FakeRequest>(),
        _ => throw new NotSupportedException(targetMethod.Name),
    };

    private Task TryAsync()
    {
        // Orleans hands some failures over and throws others.
        var failure = outcome(++Tries);
        response = failure is null ? Response.Completed : Response.FromException(failure);
        return failure is null || Tries % 2 == 0 ? Task.CompletedTask : Task.FromException(failure);
    }

    /// <summary>A request that nobody cancels.</summary>
    public class FakeRequest : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.ReturnType == typeof(CancellationToken) ? CancellationToken.None : throw new NotSupportedException(targetMethod.Name);
    }
}
